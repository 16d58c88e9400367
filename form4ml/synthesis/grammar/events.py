"""Wordings about gifts, conversions, mergers, distributions, swaps, amendments, balances and remarks."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "merger_agreement": '[the Agreement and Plan of Merger[,| dated as of {date},] by and among {issuer_name}, {entity} and [a wholly owned subsidiary of {entity}|{entity2}]|the Merger Agreement|that certain Agreement and Plan of Merger, dated {date} (the "Merger Agreement")|the terms of the Merger Agreement dated [as of |]{date}]',
    "preferred": "[Series A|Series B|Series C|Series D|Series Seed|Series A-1|Series B-2] [Preferred Stock|Convertible Preferred Stock|Preferred Shares|Redeemable Convertible Preferred Stock]",
    "charter": "[{issuers} certificate of incorporation|the Amended and Restated Certificate of Incorporation|its terms|{issuers} articles of incorporation|the Certificate of Designation]",
}

GIFT: dict[str, str] = {
    "transferred*4": "[Represents|Reflects] [shares|{traded} shares] that {rp} [transferred|gave|donated] [for no consideration|as a bona fide gift|without consideration][ on {traded_on}| to {entity}| to a donor-advised fund| to charity|].",
    "bona-fide*4": "[Bona fide gift|Gift|Charitable gift|Charitable donation|Represents a bona fide gift] [to [a charitable organization|a family trust|{rps} children|a charity|{entity}|a donor-advised fund]|by {rp}|][. No consideration was received|. {^rp} received no consideration|].",
    "gifted*3": "[On {traded_on}, {rp}|{^rp}] gifted {traded} shares to [irrevocable trusts for the benefit of {rps} children|members of {his} family|{entity}|charity] for estate planning purposes.",
    "grat*3": "{traded} shares [were |]transferred from a [Grantor Retained Annuity Trust (GRAT)|grantor retained annuity trust|GRAT] to [the Grantor|{rp}] on {traded_on}[, exempt from Section 16|] pursuant to Rule 16a-13.",
    "estate*2": "[As part of|In connection with] {his} estate planning, {rp} transferred {traded} shares to a limited liability company, of which {he_is} [the sole member and a manager|the manager].",
    "mere-change*3": "[This transaction|The transfer|The reported transfer] [effected|is|represents|constitutes] a [mere |]change in the form of beneficial ownership [without changing {rps} pecuniary interest|from direct to indirect|] [and is exempt |][under|pursuant to] Rule 16a-13.",
    "annuity!*3": "Annuity [payment|distribution] of shares from a GRAT [to {rp}, its grantor and annuitant|in satisfaction of the annual annuity]. [Exempt under Rule 16a-13.|]",
    "estate-tax!*2": "Shares [given|contributed] to [a family limited partnership|{entity}] in return for [partnership interests|no consideration].",
}

CONVERSION: dict[str, str] = {
    "automatic*5": "[Each share of|The|All shares of] {preferred} [automatically |]converted into {stock} [on a one-for-one basis|on a {digit}-for-1 basis|at a ratio of 1-to-{digit}] [immediately prior to|upon] the [closing|completion] of {issuers} initial public offering[ and had no expiration date| for no additional consideration|].",
    "class*5": "Each share of Class B [Common Stock|common stock] [is convertible|may be converted|will automatically convert] [at any time |][at the option of the holder |]into one share of Class A [Common Stock|common stock][, and has no expiration date| and has no expiration date|].",
    "charter*3": "The [transaction|conversion] was [effected|made] pursuant to {charter}.",
    "anytime*3": "The {preferred} is convertible at any time[, at {rps} election,|] [into {stock} |][and has no expiration date|and does not expire|without payment of further consideration].",
    "warrants*3": "[The warrants [were issued|became exercisable]|The warrant was [acquired|issued]] [on {date} |]in connection with [a private placement|the offering|a securities purchase agreement dated {date}] and will expire on {later}[ or earlier upon redemption|].",
    "note*2": "[The convertible note|The note|Convertible promissory note] [accrues interest at {pct} per annum and |]is convertible at {price} per share[, subject to adjustment|] [until maturity on {later}|].",
    "units*3": "[Represents [Class A Units|LLC Units|OP Units|common units] of {entity}. |]Each [LLC Unit|OP Unit|common unit] may be [redeemed|exchanged] for one share of {stock}[ or, at {issuers} election, cash|][, together with a share of Class B common stock|].",
    "mandatory!*3": "[Mandatory conversion|Conversion of {preferred}] [at the closing of|upon] the offering, each [preferred |]share becoming {digit} shares of {stock}[; no expiration date|].",
    "blocker!*2": "The {preferred} may not be converted to the extent that {rp} would [own|beneficially own] more than [4.99%|9.99%|19.9%] of the outstanding {stock}.",
}

MERGER: dict[str, str] = {
    "effective-time*5": "[Pursuant to|In accordance with|Disposed of pursuant to|Under] {merger_agreement}, at the [Effective Time|effective time of the merger], each [outstanding |]share of {stock} was [cancelled and |]converted into the right to receive {price} in cash[, without interest|, without interest and less applicable withholding taxes|].",
    "options*4": "[Pursuant to|Under] {merger_agreement}, each [outstanding option|stock option|{unit}] [whether vested or unvested |]was [cancelled for|cancelled and converted into the right to receive|accelerated in full and cancelled in exchange for] [a cash payment equal to|an amount in cash equal to] the [excess of {price} over the exercise price|product of {price} and the number of shares subject to it].",
    "exchange*3": "Received in exchange for {traded} shares of [{entity}|{issuer_name}] [common stock |]in connection with the merger of [{entity} into {issuer}|the companies] [on {traded_on}|]. [On the effective date, the closing price of {issuers} {stock} was {price} per share.|]",
    "tender*3": "[Tendered|Disposed of] in the [tender offer|cash tender offer] [made by {entity} |]pursuant to {merger_agreement}, at {price} per share.",
    "assumed!*3": "{^merger_agreement} [provides|provided] that [outstanding awards|each award] be assumed by [{entity}|the surviving corporation] and [converted into|replaced with] an award [with respect to|over] shares of {entity}.",
}

DISTRIBUTION: dict[str, str] = {
    "pro-rata*5": "[Represents a |Reflects a |]pro[-| ]rata distribution [in kind |]by {entity} to its [partners|general and limited partners|members][, without consideration|, for no consideration|][, made on {traded_on}|]. {disclaimer}",
    "in-kind*3": "[In-kind distribution|Distribution] of {traded} shares by {entity} [on {traded_on} |]to [its partners|its members, including {rp}][. {entity2} {held_by_short} the shares thereafter|].",
    "received*3": "Represents shares received [by {rp} |]in [the|a] distribution [described in footnote ({other})|by {entity} for no consideration].",
    "contribution*2": "[Contributed|Transferred] to {entity} in exchange for [partnership interests|membership interests][, a transaction exempt under Section 16(b)|].",
    "rebate!*3": "[Shares|Stock] distributed [by|out of] {entity} [after|upon] its [dissolution|liquidation][, each partner receiving its share|].",
}

SWAP: dict[str, str] = {
    "trs*4": "[Represents|Reflects] [a |]cash-settled total return swap[s|] [that gives|giving] {rp} economic exposure to an aggregate of {n} notional shares[, with a reference price of {price}|]. The swap [has no voting or dispositive power over the underlying shares|matures on {later}].",
    "forward*4": "[On {date}, {rp} entered into|{^rp} entered into] a [variable prepaid forward|prepaid variable forward sale|forward sale] [contract|agreement] with an unaffiliated [third party |]buyer, [obligating {rp} to deliver|relating to] up to {n} shares [on|at] the settlement date of {later}[. {^rp} received {price} per share|].",
    "collar*2": "[Put and call options|The put options and call options] [together |]constitute a collar [arrangement |]covering {n} shares, [with a floor price of {price} and a cap price of {price}|expiring on {later}].",
    "pledged*2": "{n} of [the|these] shares are pledged as security [for a loan|in a margin account].",
    "unwind!*3": "[Early unwind|Unwinding|Cash settlement] of [the swap|a cash-settled swap] [entered into|referencing shares] on {date}; no shares changed hands.",
}

CORRECTION: dict[str, str] = {
    "amendment*4": "This [amendment|Form 4/A|Amendment No. 1] [is being filed|is filed] [solely |]to correct [the number of shares|the price|the transaction date|the amount of securities beneficially owned|a clerical error|the footnotes] reported [in|on] the [original |]Form 4 filed [on |]{recent}.",
    "adjusts*3": "The [reported amount|amount reported|total] reflects an adjustment [to correct|for] a [clerical|computational] error in {rps} Form 4 filed on {date}, which [resulted in the underreporting of|understated|overstated] [{rps} holdings|the shares owned] by {n} shares.",
    "late*3": "[Due to|Because of] [an administrative error|a clerical error|an inadvertent oversight], [this transaction was not reported timely|the {deal} was not reported on a timely basis|this Form 4 is being filed late].",
    "inadvertent*2": "[The original Form 4|A prior report] inadvertently [omitted|failed to report] {n} [shares|{units}].",
    "restates!*3": "[Replaces|Supersedes|Restates] in its entirety the report filed [on |]{recent}[, in which column {digit} was [misstated|wrong]|].",
}

BALANCE: dict[str, str] = {
    "includes-units*4": "[Includes|This number includes|The amount reported includes|Total includes] {n} [unvested |]{units}[ and {n} shares held in {trust_name}|].",
    "split*3": "[The number of shares and prices have been|All amounts have been|Figures are] adjusted to reflect [a|the] {digit}-for-1 [stock split|reverse stock split|forward split] [effected on {date}|which became effective on {date}|].",
    "no-change*1": "There is no [reportable |]change since the last filing. This is a reiteration of holdings only.",
    "transfer*3": "[Reflects|Includes] {n} shares [previously reported as indirectly owned|transferred to {rp} by {trust_name} in an exempt transaction|transferred pursuant to a domestic relations order].",
    "consists*3": "Consists of {n} shares of {stock} and {n} {units}[, each representing the right to receive one share|].",
    "word*2": "[n/a|N/A|None|Not applicable|Not applicable.|See Remarks|See above|Immediate|Immediately|Exempt.|Various|Open market {sale}.|Private {sale}.|Fully vested.|Direct|Exempt under Rule 16b-3(d).]",
    "sar*2": "[This represents|Represents] the difference between the number of SARs exercised ({n}) and the number of shares [issued|withheld] as a result of the exercise ({n}).",
    "ads*1": '[The Ordinary Shares may be represented by American Depositary Shares|{^stock} may be held in the form of American Depositary Shares ("ADSs")], each [of which represents|representing] {few} [Ordinary Shares|ordinary shares].',
    "carried!*2": "[Carried forward|Taken] from {rps} [last|most recent] report, [plus|together with] {n} shares [since |]received [on {date} |]in [an exempt transaction|lieu of fees].",
    "joint-account!*2": "[Of these|Of the total], {n} shares are [registered|held] jointly [with {rps} spouse|as tenants in common].",
    "rounding!*3": "[Differs|The total differs] from [{rps} last report|the figure last reported] by {digit} shares [owing to|because of] rounding[ of fractional shares|].",
    "offering*3": "[Shares|Securities] {sold} in [an underwritten public offering|a registered direct offering|{issuers} initial public offering|a private placement] [that closed on {recent}|pursuant to an underwriting agreement dated {recent}|at a price of {price} per share].",
}

REMARKS: dict[str, str] = {
    "exhibit*6": "Exhibit[ List|] 24 [-|--|:] Power of Attorney[.|]",
    "exhibit-list*2": "Exhibit List: Exhibit 24[.1|] - Power of Attorney[; Exhibit 99.1 - Joint Filer Information|]",
    "title*4": "{^long_title}",
    "title-labelled*3": "[Officer title|Full title|Title|Continuation of officer title|{^rps} title]: {^long_title}[.|]",
    "deputization*2": "{^rp} may be deemed a director by deputization[ by virtue of its representation on the board of directors of {issuer}|].",
    "limit*1": "[Form 1 of 2|Report 1 of 2. |This is the first of two Forms 4] [being |]filed [by {rp} |]to report transactions [occurring |]on {on}[, because of the limit on the number of rows|].",
    "late*1": "This Form 4 is [being |]filed late due to [an administrative error|a delay in obtaining EDGAR codes].",
    "group*1": "{disclaimer}",
    "filed-jointly!*3": "{joint_only}[Joint filing|Filed jointly] with the other [reporting persons|filers] named in Exhibit 99.",
    "code!*2": "[EDGAR|EDGAR access] codes were [delayed|obtained late]; [this|the] report is filed [as soon as practicable|promptly thereafter].",
}

PURPOSE: dict[str, str] = {
    "purpose*2": "The {deals} [reported in {form4} |]were {made} for [financial and tax planning|estate planning|personal financial planning|diversification] purposes.",
    "retains*2": "[Following|After] [the|these] {deals}, {rp} [will continue to hold|beneficially owned|held] [more than |approximately ||]{n} shares[, in addition to {n} {units}|].",
    "proceeds!*2": "Proceeds [are|were] [intended|used] [for|to pay] [taxes|the purchase of a residence|philanthropic gifts|personal expenses].",
}

MERGED: dict[str, str] = {
    "closing*3": 'On {on}, pursuant to {merger_agreement}, [a subsidiary of |]{entity} merged with and into {issuer_name}, with {issuer_name} [surviving|continuing] as a wholly owned subsidiary of [{entity2}|the acquirer] (the "Merger").',
    "reports*2": "This Form 4 reports securities disposed of [in connection with|as a result of|upon completion of] the merger [completed on {on} |]contemplated by {merger_agreement}.",
    "combination!*2": "The business combination between {issuer_name} and {entity} [closed|was consummated] on {on}[, and outstanding shares were exchanged as described below|].",
}

GROUPS: dict[str, dict[str, str]] = {
    "gift": GIFT,
    "conversion": CONVERSION,
    "merger": MERGER,
    "merged": MERGED,
    "purpose": PURPOSE,
    "distribution": DISTRIBUTION,
    "swap": SWAP,
    "correction": CORRECTION,
    "balance": BALANCE,
    "remarks": REMARKS,
}
