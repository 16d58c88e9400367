"""Wordings about prices: ranges around a weighted average, lists of single prices, closing and fixed prices."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "column": "[Column 4|Column 4|column 4|Column 4 of Table I|Column 4 of Line {line}|this column|Column 4 of Table I, Line {line}|Table I, Column 4]",
    "waverage": "[weighted average|weighted average|weighted average|weighted-average|volume weighted average|average]",
    "wprice": "[{waverage} price|{waverage} price|{waverage} {sale} price|{waverage} {sales_price}|{waverage} price per share|{waverage} {sale} price per share]",
    "multiple": "[multiple|multiple|multiple|several|a number of|separate|various|{digit} separate|numerous|a series of]",
    "trades": "[transactions|transactions|trades|open market transactions|open market {sales}|transactions on the open market|block trades|{sale} transactions|market transactions|brokers' transactions]",
    "ranging": "[ranging from|ranging from|ranging from|ranging from|ranging between|that ranged from|in the range of|within a range of]",
    "per_share": "[||| per share| per share|, inclusive|, inclusive| inclusive| per share, inclusive|, excluding commissions|, exclusive of commissions| (inclusive)|, net of commissions| a share]",
    "span": "[<{low} to {high}>|<{low} to {high}>|<{low} to {high}>|<{low} to {high}>|<{low} per share to {high}>|<{low} through {high}>|<{low} - {high}>|<{low}-{high}>]",
    "pair": "<{low} and {high}>",
    "from_span": "[from {span}|from {span}|from {span}|between {pair}|between {pair}|from a low of <{low} to a high of {high}>|from a low of <{low} per share to a high of {high}>]",
    "at_prices": "[at prices|at prices|at various prices|at prices|at {sales_price}s|with prices|at {sale} prices|at per share prices|with {sale} prices]",
    "these": "[These shares were|The shares were|These shares were|Shares were|The reported shares were|Such shares were|Such shares have been|{^traded} shares were]",
    "full_info": "[full information|full information|complete information|all information|detailed information|information]",
    "staff": '[the staff of the Securities and Exchange Commission|the staff of the Securities and Exchange Commission|the SEC staff|the Securities and Exchange Commission staff|the staff of the SEC|the Commission or its staff|the U.S. Securities and Exchange Commission (the "SEC") staff]',
    "holder": "[any security holder of {issuer}|any security holder of {issuer}|any stockholder of {issuer}|a security holder of {issuer}|any shareholder of {issuer}|any securityholder of {issuer}|security holders of {issuer}]",
    "who_asks": "[{issuer}, {holder}[,|] or {staff}|{issuer}, {holder}[,|] or {staff}|{staff}, {issuer}[,|] or {holder}|{staff} or {holder}]",
    "regarding": "[regarding|regarding|regarding|as to|concerning|with respect to|about]",
    "each_price": "the number of shares {sold} [at each separate price|at each separate price|at each price|at each respective price|and the price of each transaction|at each separate price within the range[s|(s)|] set forth [above|in this footnote|in this footnote|in footnote ({this})|in footnote ({this}) [to this Form 4|herein|of this Form 4]|in footnotes ({this}) and ({other})]]",
    "undertaking": "[{^rp} {undertakes} to provide [to |]{who_asks}, upon request, {full_info} {regarding} {each_price}.|{^rp} {undertakes} to provide [to |]{who_asks}, upon request, {full_info} {regarding} {each_price}.|{^rp} hereby {undertakes} to provide[,|] upon request[,|] to {who_asks} {full_info} {regarding} {each_price}.|Upon request [by|of|from] {who_asks}, {rp} will provide {full_info} {regarding} {each_price}.|{^rp} {has} provided to {issuer}, and {undertakes} to provide to {holder} or {staff}, upon request, {full_info} {regarding} {each_price}.|{^rp} will[, upon request,|] [furnish|supply|make available] to {who_asks} {full_info} {regarding} {each_price}[ upon request|].|{^full_info} {regarding} {each_price} [is available|will be provided|will be furnished] upon request[| to {who_asks}].]",
    "tail": "[|| {undertaking}| {undertaking}| {undertaking}| {undertaking}| {undertaking}| {undertaking}]",
}

RANGE: dict[str, str] = {
    "column-then-shares*14": "The price [reported|reported|shown|set forth|given] in {column} [is a|is a|is the|represents the|reflects the|represents a] {wprice}. {these} {sold} in {multiple} {trades} {at_prices} {ranging} [<{low} to {high}>|{span}]{per_share}.{tail}",
    "executed-then-price*8": "[This transaction was|These transactions were|The {sale} was|The {sales} were|This {sale} was] [executed|effected|made] in {multiple} {trades} {at_prices} {ranging} <{low} to {high}>{per_share}[; the|. The] price [reported above|reported|above|set forth above] [reflects|represents|is] the {wprice}.{tail}",
    "represents*6": "[Represents|Reflects|This is|Represents|Denotes] [the|a] {wprice}[| of the shares {sold}| for the {sales} reported]. [The {sale} price|The price|Prices|The actual {sale} prices|Actual prices|The prices actually received|Individual prices] [ranged|ranged|varied] {from_span}{per_share}.{tail}",
    "average-of*5": "[Represents|Reflects|This price represents] the {wprice} [of|for] [multiple|a series of|several] {trades} [with|having] [a range of prices|prices|{sale} prices] [between {pair}|ranging {from_span}|{from_span}]{per_share}.{tail}",
    "one-sentence*4": "[The shares|{^traded} shares|These shares|All shares] were {sold} [on {traded_on} |]{at_prices} [ranging |]{from_span}{per_share}[, with a {wprice} of {avg}|, for a {wprice} of {avg}|].{tail}",
    "represents-sale*4": "Represents the {sale} of {traded} shares [of {stock} |][on {traded_on} |]in {multiple} {trades} {at_prices} ranging {from_span}{per_share}, resulting in a {wprice} of {avg}.{tail}",
    "seed-line*3": "The price reported in {column} [with respect to|for|relating to] the {traded} shares {sold} on {traded_on} is a {wprice}. {these} {sold} in {multiple} {trades} {at_prices} ranging from {span}{per_share}.{tail}",
    "involves*2": "This [transaction|line|row] [involves|reports|aggregates] [multiple |]{trades} [from {span}|{from_span}]{per_share}. The {wprice} [was|is] {avg}.{tail}",
    "range-noun*3": "The range of [prices|{sale} prices] [for|of] [the transactions reported on this line|these {trades}|the {sales}] [was|is] [{span}|from {span}]{per_share}.{tail}",
    "report-line*2": "{^multiple} {trades} are [reported|aggregated|combined] on this line[, each at a different price|]; [the price|the price shown|{column}] is the {wprice} and the [transaction |]prices [ranged|were|fell] [{from_span}|between {pair}]{per_share}.{tail}",
    "fragment*3": "[{^waverage} {sale} price. |{^waverage} price. |Average price. |][Prices ranged|Price range|Range] [from {span}|: {span}|{from_span}].",
    "same-day*3": "{^rp} [executed|placed] a trade order through a broker-dealer [which|that] resulted in {multiple} same-day, same-way open market {sales}, with prices ranging {from_span} per share. [These|The] trades [are|have been] reported on an aggregate basis [using|at] the {wprice}[, rounded to the nearest [cent|hundredth]|].{tail}",
    "one-dollar*2": "The price in {column} is a {wprice} of all {sales} by {rp} on the transaction date within a one dollar range. The prices actually [received|paid] ranged {from_span}.{tail}",
    "low-high!*4": "[{^waverage} price|Average price|{^waverage} {sale} price]. The [low|lowest price] was <{low} and the [high|highest price] was {high}>.{tail}",
    "individual!*4": "{^waverage} price; individual {trades} were executed [between {pair}|at {span}]{per_share}.{tail}",
    "up-to!*3": "{^sold} in {digit} separate {trades} at prices from <{low} up to and including {high}>.{tail}",
    "priced!*3": "These shares were {sold} in [blocks|lots|block trades] priced [between {pair}|{from_span}]{per_share}; the [figure|amount] [shown|reported] is the {wprice}.{tail}",
}

# The trade told again, as where a print's table cannot be read.
TOLD: dict[str, str] = {
    "seed-line*3": "The price reported in {column} [with respect to|for|relating to] the {traded} shares {sold} on {traded_on} is a {wprice}. {these} {sold} in {multiple} {trades} {at_prices} ranging from {span}{per_share}.{tail}",
    "with-respect*2": "With respect to the {traded} shares {sold} on {traded_on}, the price reported in {column} is a {wprice}, [with |the ]prices [ranging|ranging] {from_span}{per_share}.{tail}",
    "line-total*2": "On {traded_on}, {rp} {sold} {traded} shares [of {stock} |]in {multiple} {trades} {at_prices} {ranging} <{low} to {high}>{per_share}. The price reported [above|in {column}] is the {wprice}.{tail}",
    "lot!*2": "{^column}, line {line}: {traded} shares {sold} {traded_on}, {trades} [between {pair}|from {span}].{tail}",
}

# Two ranges in one note, where a line gathers trades of two blocks or days.
SEVERAL: dict[str, str] = {
    "two-blocks*3": "{^multiple} {trades}: {n} shares {at_prices} {ranging} <{low} to {high}>[,| and|;] {n} shares {at_prices} {ranging} <{low2} to {high2}>. The price [reported |]in {column} is the {wprice} of [all|both].{tail}",
    "enumerated*3": "The price reported in {column} is a {wprice}. {these} {sold} (i) at prices {ranging} [{span}|from <{low} to {high}>] [on {date}|in the morning session|by {entity}] and (ii) at prices ranging from <{low2} to {high2}> [on {traded_on}|later that day|by {entity2}]{per_share}.{tail}",
    "respectively!*2": "Prices [paid|received] [ranged|were] [between <{low} and {high}>|from <{low} to {high}>] and, in a second [order|block], [between <{low2} and {high2}>|from <{low2} to {high2}>].{tail}",
}

SINGLE: dict[str, str] = {
    "single*4": "The price reported in {column} is the price at which [these|all of the] shares were {sold} in a single transaction.",
    "average-only*4": "[Represents|Reflects] the {wprice} of {avg} [per share |]for {multiple} {trades}.{tail}",
    "list*4": "{n} shares were {sold} at {price}, {n} shares at {price} and {n} shares at {price}.",
    "close*3": "[Price|Based on the closing price|Reflects the closing price|Fair market value based on the closing price] of {issuers} {stock} [on|as of] {on}[| on the [New York Stock Exchange|Nasdaq Global Select Market|NASDAQ]].",
    "underwriting*2": "[Price is|The price is|Represents a price that is] net of underwriting discounts and commissions of {small_price} per share.",
    "average-executed*3": "{^sale} executed at an average price of {avg}[ per share|].",
    "technical*1": "[$0.00|Zero|$0] is [used|shown] for technical reasons only, as there is no price for this security.",
    "converted!*2": "Converted from the price per ADS. The price reported in {column} is a {wprice} per ordinary share ({price} per ADS).",
    "list-lines!*2": "Actual prices: {n} at {price}; {n} at {price}; {n} at {price}; {n} at {price}.",
}

GROUPS: dict[str, dict[str, str]] = {
    "range": RANGE,
    "range-seed": TOLD,
    "range-several": SEVERAL,
    "price-single": SINGLE,
}
