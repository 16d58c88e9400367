"""Wordings about who holds: trusts, families, companies, funds and their disclaimers of beneficial ownership."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "securities": "[shares|shares|securities|shares of {stock}|securities|securities reported herein]",
    "pecuniary": "[except to the extent of [{his}|any|{his} respective|its or his] pecuniary interest therein|except to the extent of {his} pecuniary interest therein, if any|except to the extent of {his} [indirect |]pecuniary interest[ therein|]|other than to the extent of {his} pecuniary interest therein]",
    "inclusion": "[|, and [this report|the filing of this report|the inclusion of these {securities} in this report|this Form 4|the filing of this statement] shall not be deemed an admission [that {rp} {is} the beneficial owner|of beneficial ownership|that {he_is} the beneficial owner] of [such|these|the] {securities} for [purposes of Section 16|Section 16|purposes of Section 16 of the Securities Exchange Act of 1934, as amended,] or [for |]any other purpose]",
    "disclaimer": "[{^rp} {disclaims} beneficial ownership of [such|these|the] {securities} {pecuniary}{inclusion}.|{^rp} {disclaims} beneficial ownership of [such|these|the] {securities} {pecuniary}{inclusion}.|Each of {them} disclaims beneficial ownership of [such|the|these] {securities} {pecuniary}{inclusion}.|Beneficial ownership of [such|these] {securities} is disclaimed {pecuniary}{inclusion}.|Pursuant to Rule 16a-1(a)(4) under the Exchange Act, [this filing|the filing of this statement] shall not be deemed an admission that {rp} {is}, for purposes of Section 16 of the Exchange Act or otherwise, the beneficial owner of any [equity |]securities [covered by this filing|of {issuer}] in excess of {his} pecuniary interest.]",
    "them": "[the foregoing persons|them|the Reporting Persons|such persons|{entity2} and {someone}|the individuals named above|the entities named above]",
    "controls": "[voting and dispositive power over|voting and investment power over|voting and investment control over|sole voting and dispositive power with respect to|shared voting and investment power over|the power to vote and dispose of|dispositive control over]",
    "gp_of": "[the general partner of|the sole general partner of|the managing member of|the manager of|the sole member of|the investment manager of|the investment adviser to|the ultimate general partner of|a managing member of]",
    "trust_name": '[the {entity}|{someone} {old_year} Irrevocable Trust|the {someone} Family Trust [dtd|dated|u/a/d|u/t/d|U/A DTD] {long_ago}|The {someone} Revocable Trust[, dated {long_ago}|]|a family trust|a grantor retained annuity trust[ ("GRAT")|]|the {old_year} {someone} Trust f/b/o [child {digit}|his children|the children of {someone}]|an irrevocable trust|a trust for the benefit of {his} [children|family|spouse and children]]',
    "relative": "[spouse|wife|husband|son|daughter|children|minor children|mother|father|brother]",
    "deemed": "[As [a result|such], [each of ||]{entity2}[, {entity3}|] and {someone} may be deemed to [share|have] [beneficial ownership of|{controls}] the {securities} [held of record by|owned by|of] {entity}.|By reason of [these|such] relationships, {rp} may be deemed to [beneficially own|have {controls}] the {securities} [of|held by] {entity}.|{someone}, {someone} and {someone} are [partners of|limited partners of|members of] {entity2}[ and hold no {controls} the {securities}|].|The [principal business |]address of [each of the entities|{entity}] is the same as that of {rp}.]",
    "more": "[|| {deemed}| {deemed}]",
    "held_by": "[are held|are held of record|are owned|are directly held|are held directly|are owned directly|are beneficially owned]",
}

TRUST: dict[str, str] = {
    "held*7": "[The|These|Such] {securities} {held_by} by {trust_name}[, of which {rp} {is} [a|the|the sole|a co-] trustee|, for which {rp} {serves} as [trustee|co-trustee]| of which {rp} {is} the settlor and sole beneficiary|].[ {disclaimer}||]",
    "held-in*4": "[Shares held|Held|Securities held|Shares are held|Held of record] in {trust_name}[ for which {rp} {is} [trustee|a trustee]|].",
    "established*3": "{^securities} {held_by} by {trust_name}, [which was established on|established by {rp} on|a trust created on] {long_ago}[ for the benefit of {rps} {relative}|].",
    "sole-trustee*3": '[The {securities} {held_by}|Held] by {entity} (the "Trust"). The [sole trustee|trustee] of the Trust is {someone}, who [disclaims beneficial ownership of the shares|has {controls} the shares]. {^rp} {is} [the settlor and sole beneficiary|a beneficiary] of the Trust.',
    "trustees*2": "[These|The] shares are held by {someone} and {someone}, [TTEEs|trustees|Co-Trustees] of {trust_name}[, with respect to which {rp} {is} a trustee|].",
    "spouse*4": "[Represents shares|These shares are|{^securities} are|Shares] [held|owned] by {rps} [spouse|wife|spouse|husband|{relative}][. {disclaimer}|]",
    "fbo!*3": "[Option|Shares] held by the {someone} {old_year} Irrevocable Trust FBO {someone}, U/T/D {long_ago}.",
    "gst!*2": "By {few} trusts for the benefit of {rps} [children|descendants], each dated {long_ago}[; {rp} {disclaims} beneficial ownership|].",
}

ENTITY: dict[str, str] = {
    "through*5": "[Held|The {securities} are held|These shares are held|Shares held] [indirectly through|by|through|of record by] {entity}, [an entity|a limited liability company|a company|a limited partnership] [over which {rp} {has} {controls} the {securities}|controlled by {rp}|of which {rp} {is} the [sole member|managing member|general partner|manager|president]|wholly owned by {rp}].[ {disclaimer}||]",
    "gp*5": "{^rp} {is} {gp_of} {entity}[ and may be deemed to have {controls} the {securities} held by {entity}|, the record holder of the {securities}|, which holds the {securities}]. {disclaimer}",
    "of-record*3": "{n} shares are held of record by [various trusts and limited liability companies|entities] controlled by {mr}.[ {disclaimer}|]",
    "reported-by*3": "The {securities} are [directly |]held by {entity}. {^rp} {is} [an officer|a director|a partner|a member] of {entity2}, {gp_of} {entity}[, and may be deemed to share {controls} such {securities}|]. {disclaimer}",
    "footnote-owner!*3": "Record owner: {entity}. {^rp} {controls_it} {entity} [directly|indirectly through {entity2}].[ {disclaimer}|]",
}

FUND: dict[str, str] = {
    "gp-chain*8": '[The|These|Reported] {securities} {held_by} by {entity} ("[the Fund|Fund I|the Partnership]"). {entity2} ("[the GP|GP LLC|the General Partner]") is {gp_of} [the Fund|{entity}], and {someone} [and {someone} are the managing members|is the [sole |]managing member] of {entity2}[ and may be deemed to [share|have] {controls} the {securities} held by {entity}|].{more} {disclaimer}',
    "manager*5": "{entity} [serves as|acts as|is] [the |][investment manager|investment adviser] to [certain funds and accounts|{entity2} and {entity3}|{entity2}] and [may be deemed to|as such may be deemed to] beneficially own the {securities} [held|owned directly] by [such funds|them|{entity2}]. {someone} is the [managing partner|Chief Investment Officer|controlling person|managing member] of {entity}.{more} {disclaimer}",
    "members*4": "{^securities} {held_by} by {entity}. {entity2} is {gp_of} {entity}. {someone}, {someone} and {someone} are the [managing members|managing directors|directors|members of the investment committee] of {entity2} and share {controls} the {securities}.{more} {disclaimer}",
    "consists*5": "[Consists of|Represents|Includes] (i) {n} shares held by {entity}, (ii) {n} shares held by {entity2} and (iii) {n} shares held by {entity3}. {entity4} is {gp_of} each of [the foregoing|these] entities[ and {someone} is {gp_of} {entity4}|].{more} {disclaimer}",
    "each-direct*4": "{entity} directly holds {n} shares and {entity2} directly holds {n} shares. {entity3}, as {gp_of} each of them, and {someone}, as [the sole member|a managing member|the principal] of {entity3}, may be deemed to [share {controls}|beneficially own] the {securities}.{more} {disclaimer}",
    "director-interest*3": "{someone}, a [director|member of the board of directors] of {issuer}, is [a partner|a managing director|an affiliate] of {entity}[ and was designated by it|]. By virtue of {his} [relationship|representation on the board], {rp} may be deemed a director by deputization[ for purposes of Section 16|].{more} {disclaimer}",
    "group*3": '{^rp} [may be deemed to be|{is}] a member of a "group" [with|that includes] {entity} and {entity2} [within the meaning of|for purposes of] Section 13(d)(3) of the Exchange Act that [collectively |]owns more than 10% of {issuers} outstanding {stock}.{more} {disclaimer}',
    "advised!*4": "The {securities} [reported in this row|reported on this line] are held in accounts [advised|managed] by {entity}, a registered investment adviser [whose parent is|controlled by] {entity2}. {someone} [controls|is the chief executive of] {entity2}. None of them [has|claims] [economic|pecuniary] interest beyond [its|a] pro rata share.{more} {disclaimer}",
    "ultimate!*3": "Voting and disposition decisions at {entity} [are made|are taken] by an investment committee of {entity2}, [no member of which|whose members individually] [acts alone|lack control]. {entity3} [owns all interests in|is the parent of] {entity2}.{more} {disclaimer}",
}

DISCLAIMER: dict[str, str] = {
    "plain*6": "{disclaimer}",
    "excludes*2": "[Excludes|Does not include] {n} shares [held|owned] by [{rps} {relative}|{trust_name}], as to which {rp} {disclaims} beneficial ownership.",
    "no-interest!*2": "{^rp} {has} no pecuniary interest in [these|the] {securities}[, which are reported solely because of {his} position with {entity}|].",
}

GROUPS: dict[str, dict[str, str]] = {"trust": TRUST, "entity": ENTITY, "fund": FUND, "disclaimer": DISCLAIMER}
