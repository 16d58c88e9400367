"""Wordings about deals: offerings, private placements, sponsors' shares, spin-offs, assigned pay, short-swing profit."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "placement": "[private placement|registered direct offering|underwritten public offering|rights offering|PIPE financing|secondary offering]",
    "purchase_agreement": "[a Securities Purchase Agreement|a securities purchase agreement|a Stock Purchase Agreement|an Underwriting Agreement|a subscription agreement|a Share Purchase Agreement], dated [as of |]{recent}",
    "sponsor": '[{entity} (the "Sponsor")|the Sponsor|{entity}]',
}

OFFERING: dict[str, str] = {
    "sold-in*5": "[These|The] [shares|securities] were {sold} [by {rp} |]in [a|an] {placement} [pursuant to {purchase_agreement}|that closed on {recent}|at a price to the public of {price} per share|].[| {^rp} received no other consideration.]",
    "selling-holder*3": "{^sold} to the underwriters [in connection with|upon the exercise of their over-allotment option in] [the {placement}|{issuers} offering][, at a price of {price} per share, which reflects the underwriting discount|, net of the underwriters' discount of {small_price} per share|].",
    "repurchase*3": "[Repurchased|Bought back|Acquired] by {issuer} from {rp} [in a privately negotiated transaction|concurrently with the offering|pursuant to {purchase_agreement}] at [a price of |]{price} per share[, equal to the price paid by the underwriters|].",
    "units*3": "{^rp} purchased [units|securities] [in|from] {issuers} {placement}, each unit consisting of one share of {stock} and [a|one-half of one|one] warrant to purchase [one share|{few} shares] at {price}.",
    "lock-up*2": "The shares [are|remain] subject to a lock-up [agreement|period] [ending|that ends] {soon}.",
    "block!*3": "[Block sale|Block trade] to [a financial institution|{entity}|an institutional investor] at {price} per share[, settled on {recent}|].",
    "backstop!*2": "Acquired [on exercise of subscription rights|under a backstop commitment] [dated {date} |]in {issuers} rights offering.",
}

SPAC: dict[str, str] = {
    "founder*4": "{^sponsor} is the record holder of the [founder shares|Class B ordinary shares|shares] reported [herein|above]. {^rp} {is} [a manager|the managing member|one of the managers] of the Sponsor[ and shares {controls} the [founder shares|shares]|]. {disclaimer}",
    "automatic*4": "The [Class B ordinary shares|founder shares|shares of Class B common stock] [have no expiration date and |]will automatically convert into Class A [ordinary shares|common stock] [at the time|upon consummation] of {issuers} initial business combination[, on a one-for-one basis, subject to adjustment|], as described in [the registration statement|{issuers} Form S-1].",
    "forfeited*3": "[[Up to {n}|{n}] of these shares are subject to forfeiture to the extent the underwriters' over-allotment option is not exercised in full.|{n} [founder |]shares were forfeited because the underwriters' over-allotment option was not exercised in full.]",
    "private-warrants!*3": "Private placement warrants [bought|acquired] by {sponsor} at {small_price} each [simultaneously with|upon] the closing of the initial public offering; exercisable [{digit} days|one year] after the business combination.",
}

SPINOFF: dict[str, str] = {
    "converted*4": "In connection with the [spin-off|separation] of {entity} [from {issuer} |]on {date}, [outstanding awards were|each award was] [adjusted|converted] [to preserve value|in accordance with the Employee Matters Agreement].",
    "dividend*3": "[Received|Acquired] [in|as] a [pro rata |][dividend of stock|distribution] [paid|made] [by {issuer} |]on {date} to [all holders of record|stockholders][, exempt under Rule 16a-9|].",
    "previously*4": "[This option was|These options were] previously reported as covering {n} shares at an exercise price of {price} per share, [now|since] adjusted to reflect [the {digit}-for-1 stock split|a stock split] [on|effective] {date}.",
    "ratio!*3": "One share of {entity} was [distributed|received] for every {few} shares of {stock} held on the record date, {date}.",
}

ASSIGNED: dict[str, str] = {
    "held-for*4": "{^someone} holds [these|the] [options|{units}|shares] for the benefit of {entity}, [which is entitled to|and has assigned to it] [any proceeds|the economic benefit][ pursuant to an agreement with {entity2}|]. {disclaimer}",
    "fee*3": "[Issued|Granted] to {someone} as [a member|director] of {issuers} board [who serves as a representative of|designated by] {entity}; [the fees are paid over to {entity2}|{entity} is entitled to all compensation].",
    "offset!*2": "Any director pay {someone} receives is [turned over to|set off against fees owed to] {entity}.",
}

SHORT_SWING: dict[str, str] = {
    "matchable*3": "[The|This] {sale} [is|was|may be] matchable under Section 16(b) [of the Securities Exchange Act of 1934 |]to the extent of {n} shares with {rps} [{sale}|earlier transaction] of {n} shares at {price} per share on {date}. {^rp} [{has} agreed to pay|will pay|{has} paid] to {issuer} the full amount of the profit realized.",
    "settled*2": "[Profit|Short-swing profit] [of {price} |]realized [in connection with|from] [this|the] transaction [has been|was|will be] [paid|disgorged|remitted] to {issuer}[ on {recent}|].",
    "none!*2": "[No|There is no] recoverable profit under Section 16(b) [arose|in this transaction].",
}

TRANSFER: dict[str, str] = {
    "divorce*3": "[Transferred|Shares transferred] [to {rps} former spouse |]pursuant to a [domestic relations order|divorce settlement|marital settlement agreement][; {rp} no longer {reports} beneficial ownership of {securities} held by {his} former spouse|], exempt under Rule 16a-12.",
    "no-longer*3": "{^rp} no longer {has} [a reportable beneficial interest in|beneficial ownership of] {n} [shares|units] [held|owned] by [{trust_name}|{entity}|{rps} {relative}], [which were|and] included in {his} [prior|earlier] [ownership |]reports.",
    "joint*2": "[Held|Shares held] jointly [with|by {rp} and] [{rps} spouse|{his} spouse].",
    "reclassified*2": "[Previously|Formerly] reported as [held directly|indirectly held through {entity}]; [{traded} shares were |]contributed [on {date} |]to {trust_name} [for no consideration|].",
    "custodian!*2": "[Registered|Held] [in {his} name as custodian|under the Uniform Transfers to Minors Act] for {rps} [children|minor children|grandchildren].",
}

GROUPS: dict[str, dict[str, str]] = {
    "offering": OFFERING,
    "spac": SPAC,
    "spinoff": SPINOFF,
    "assigned": ASSIGNED,
    "short-swing": SHORT_SWING,
    "transfer": TRANSFER,
}
