"""Wordings about Rule 10b5-1 plans: adopted, entered into, amended, told without a date, or denied."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "rule": "[Rule {10b5-1}|Rule {10b5-1}|Rule {10b5-1}|Rule {10b5-1}(c)|{10b5-1}|Rule {10b5-1}(c)(1)|SEC Rule {10b5-1}]",
    "kind": "[trading plan|trading plan|trading plan|plan|plan|sales plan|stock trading plan|trading arrangement|selling plan|stock disposition plan|instruction|stock sale plan]",
    "before_kind": "[|||||pre-arranged |prearranged |pre-established |preexisting |pre-existing |written |pre-approved |previously established |qualified |individual ]",
    "a_plan": "[a {before_kind}{rule} {kind}|a {before_kind}{rule} {kind}|a {before_kind}{rule} {kind}|{his} {rule} {kind}|a {before_kind}{kind} [intended to comply with|intended to satisfy the affirmative defense conditions of|that is designed to comply with|meeting the requirements of|established in accordance with|that qualifies under] {rule}[| under the Securities Exchange Act of 1934, as amended| of the Exchange Act]|a {before_kind}{kind} under {rule}]",
    "the_plan": "[the plan|the trading plan|such plan|that plan|the {rule} {kind}|the Plan|this plan|the Trading Plan]",
    "form4": "[this Form 4|the Form 4|this Form 4|this form|this report|this Statement|this filing|this Form]",
    "deal": "[{sale}|{sale}|transaction|transaction|exercise and {sale}|option exercise and {sale}]",
    "deals": "[{sales}|{sales}|transactions|transactions|trades|exercise and {sale}]",
    "made": "[made|effected|effected|executed|carried out|conducted]",
    "under": "[pursuant to|pursuant to|pursuant to|pursuant to|under|in accordance with|pursuant to the terms of|as part of|in compliance with|under the terms of]",
    "plan_head": "[This {deal} was {made}|The {deal} reported [in|on|herein in] {form4} was {made}|The {deals} reported [in|on] {form4} were {made}|The {deals} reported [herein|above|on this line|in this row] were {made}|The {deal} reported [by {rp} |]was {made}|The reported {deal} was {made}|{^deals} [were |]{made}|Transaction {made}|The shares [set forth above |reported herein |]were {sold}|Shares [were |]{sold}|All of the {deals} [reported |listed |]in {form4} were {made}|This {deal} [occurred|took place|is reported as having been made]|These {deals} were [all |]{made}|The reported {deals} [all |]occurred automatically|Represents [a |]{sale} [of shares |of {stock} |]{made}|The [option|stock option] was exercised and the underlying shares were {sold}|{^traded} shares were {sold} [on {traded_on} |]]",
    "date_by": "[ on | on | on | on | on | on | as of |, on | effective | effective as of ]",
    "adopted_verb": "[adopted|adopted|adopted|adopted|entered into|entered into|established|previously adopted|previously entered into|that was adopted|which was adopted|executed|put in place|signed|previously established|originally adopted|instituted|initiated]",
    "adopted_verb_active": "[adopted|entered into|established|executed|put in place|set up]",
    "by_rp": "[by {rp}|by {rp}|by {rp}|by {rp}|by {rp}|by {mr}|by {mr}|by {rp} and {his} spouse|by {entity}]",
    "plan_purpose": "[|||||||| for [estate and |financial and |]tax planning purposes| to [satisfy|cover] [tax withholding|certain tax] obligations[| upon vesting of restricted stock| in connection with the vesting of equity awards]| in order to diversify {his} [investment portfolio|holdings]| for personal financial planning purposes]",
    "plan_more": "[||||||| {^the_plan} [provides for|allows|contemplates] the [orderly |]{sale} of up to {n} shares [through|until|on or before] {soon}.| {^the_plan} [expires|terminates|is scheduled to end] on {soon}[| or when all shares have been {sold}].| {^rp} [had|{has}] no discretion over the timing or price of the {sales}.| No further {sales} are [contemplated|to be made] under {the_plan}.]",
}

# With the date of adoption in the note.
DATED: dict[str, str] = {
    "adopted-by*14": "{plan_head} {under} {a_plan} {adopted_verb} {by_rp}{date_by}{adopted}{plan_purpose}.{plan_more}",
    "adopted*7": "{plan_head} {under} {a_plan}[,|] {adopted_verb}{date_by}{adopted}{plan_purpose}.{plan_more}",
    "dated*4": "{plan_head} {under} {a_plan}[,|] [dated|dated as of|with an effective date of|effective as of|dated] {adopted}[, entered into by {rp}|].{plan_more}",
    "month*6": "{plan_head} {under} {a_plan} {adopted_verb} [{by_rp} |]in {adopted_month}{plan_purpose}.{plan_more}",
    "parenthesis*2": "{^sold} {under} {a_plan} ([plan adoption date|adopted|date of adoption|plan adopted|entered into on|adopted on][: | ]{adopted}).",
    "person-adopted*3": "{^rp} [adopted|entered into|established|executed|put in place] {a_plan} on {adopted}[. The {deals} reported [herein|in {form4}] were {made} under {the_plan}|, under which [these shares were {sold}|the reported {deals} were {made}]|].",
    "on-date-first*3": 'On {adopted}, {rp} [adopted|entered into|established|executed] {a_plan}[ (the "Plan")| (the "10b5-1 Plan")|]. [This plan allows the orderly disposition of shares owned by {rp}. |]The [shares set forth above were {sold}|{deals} reported in {form4} were {made}] [pursuant to|under] [the 10b5-1 Plan|{the_plan}].',
    "series*1": "This transaction is [part of|one of] a [related |]series of transactions [undertaken|made|effected] on {traded_on} {under} {a_plan}, entered into on {adopted}.",
    "bare*2": "{^10b5-1} {kind} [adopted|dated|entered into on|established] {adopted}.",
    "pursuant*2": "[Pursuant to|Made under|Executed under|In accordance with|Effected under] {a_plan}[,|] [adopted|dated|entered into|established|adopted on|effective] {adopted}[, with {someone} as broker|, as disclosed in {issuers} Form 10-Q|].",
    "sold-to-cover*2": "Represents shares [automatically |]{sold} {under} {a_plan} [adopted|entered into] by {rp} on {adopted} [solely |]to [cover|satisfy] [tax withholding obligations|taxes due|{rps} tax obligations] [upon|in connection with] [the vesting of {derivatives}|the settlement of equity awards vesting on {date}].",
    "exercise*2": "[Exercise of stock options|Exercise of options and sale of the underlying shares|The exercise of the option and the sale of the shares reported were {made}] {under} {a_plan} [which was |that was |]adopted [by {rp} |]on {adopted}[. No [further |]sale of the resulting shares is contemplated by {the_plan}|].",
    "person-month*3": "{^rp} {adopted_verb_active} {a_plan} in {adopted_month}[ and the {deals} reported [here|herein] were {made} {under} {the_plan}|, under which these shares were {sold}|].",
    "bare-month*2": "[{^deal} under|{^deals} under|Per|As per] {rule} {kind} [dated|of|adopted|entered into in] {adopted_month}.",
    "recorded!*2": "{plan_head} {under} {a_plan}; date of [the plan|plan|adoption]: [{adopted}|{adopted}|{adopted_month}].",
    "two-plans*1": "{plan_head} {under} [two|separate] {rule} [trading plans|plans|sales plans] [adopted|entered into|established] by {rp} on {adopted} and {adopted2}[, respectively|].",
    "defense*2": "{plan_head} {under} [a|a written] plan [adopted|entered into] on {adopted} [by {rp} |]that is intended to satisfy the affirmative defense [conditions |]of {rule}[ under the Exchange Act|][ and was disclosed in {issuers} [quarterly report|Form 10-Q] for the quarter ended {date}|].",
    "maximum*2": "{^rp} {adopted_verb_active} {a_plan} on {adopted} [providing for|covering|with respect to] the {sale} of [a maximum of|up to] {n} shares [of {stock} |]through {soon}[, subject to [limit|minimum] prices|]. [The {deals} reported here were {made} {under} {the_plan}.|]",
    "plan-as-subject*2": "The {rule} {kind} under which [these {sales}|the reported {deals}] were {made} was [adopted|entered into|established|put in place] by {rp} on {adopted}[ and expires on {soon}|].",
    "cross-reference*1": "{^the_plan} [referred to|described] in footnote ({other}) was [adopted|entered into] [by {rp} |]on {adopted}.",
    "expiring*2": "{plan_head} {under} {a_plan} [that expires on {soon} and was|scheduled to end {soon}, which was] [adopted|entered into|established] [by {rp} |]on {adopted}.",
    "cooling-off*2": "{plan_head} {under} {a_plan} adopted {by_rp} on {adopted}[, the cooling-off period of which ended on {date}|; the first trade under {the_plan} was permitted on {recent}].",
    "shares-from-award*2": "[Shares|The shares {sold} were] acquired under {plan_name}, [adopted|approved by stockholders on] {long_ago}, [and |]{sold} under {a_plan} [adopted|dated|entered into] {adopted}.",
    "implemented*2": "{^rp} [implemented|initiated|set up] {a_plan} [on|effective] {adopted} to [sell|dispose of] shares [over time|at regular intervals|in an orderly manner][; these {sales} are part of it|, and the {deals} reported here were {made} {under} it|].",
    "spouse*1": "{plan_head} by {rps} [spouse|wife|husband] {under} [his or her|a separate] {rule} {kind} [dated|adopted on|established on] {adopted}.",
    "broker-agreement*1": "{plan_head} in accordance with [instructions|standing instructions] given to [a broker|{someone}] in [an agreement|a {kind}] dated {adopted}[,| that is] intended to [satisfy|meet the requirements of] {rule}.",
    "adopted-window!*3": "{plan_head} {under} {a_plan} that {rp} [adopted|entered into|put in place] on {adopted}, during an open trading window[ and while not in possession of material nonpublic information|].",
    "date-of-adoption!*3": "The {deals} [reported in {form4} |]were {made} {under} {a_plan}. The [date of adoption|adoption date|date on which {rp} adopted] [of {the_plan} |]was {adopted}.",
    "by-broker!*2": "All {deals} [reported herein |]were [executed|placed] by [a broker|an independent broker|{rps} broker] under written [instructions|trading instructions] given on {adopted} that [satisfy|are intended to satisfy] {rule}.",
    "trust-plan!*2": "{^sale} [made|effected] by [a trust of which {rp} {is} trustee|{entity}] {under} its {rule} {kind}, adopted {adopted}.",
    "two-sentence!*2": "{^rule} {kind}. [Adopted|Entered into|Signed] {by_rp} on {adopted}.",
    "old-box!*2": "{^the_plan} [referred to above |]was adopted on {adopted}, before the amendments to {rule} took effect; [accordingly, |]the [check box|box] at the top of {form4} is [therefore |]not [checked|marked].",
}

MODIFIED: dict[str, str] = {
    "and-amended*5": "{plan_head} {under} {a_plan} adopted [by {rp} |]on {adopted}[,|] [and|as] [amended|modified|amended and restated|last amended|subsequently modified] on {modified}.",
    "as-amended*3": "{^10b5-1} {kind} [originally |]adopted [by {rp} |]on {adopted} and [amended|modified|amended and restated] [on |]{modified}.",
    "modified-sentence*2": "{plan_head} {under} {a_plan} {adopted_verb} {by_rp} on {adopted}. {^the_plan} was [modified|amended|amended and restated] [by {rp} |]on {modified}[ to change the number of shares to be {sold}| to adjust the limit prices|].",
    "terminated*2": "{plan_head} {under} {a_plan} adopted on {adopted}[, which {rp} terminated on|. {^rp} terminated {the_plan} on|, since terminated on] {modified}.",
    "month*1": "{plan_head} {under} {a_plan} adopted in {adopted_month} and [amended|modified] in {modified_month}.",
    "only-modified!*2": "{plan_head} {under} {a_plan}, as [last |]amended on {modified}.",
    "replaced!*2": "{^rp} adopted {a_plan} on {adopted}. Effective {modified}, {the_plan} was [modified|amended] [to extend its term|with respect to price limits]; the {deals} reported here were {made} {under} {the_plan} as so [modified|amended].",
}

UNDATED: dict[str, str] = {
    "plain*5": "{plan_head} {under} {a_plan}{plan_purpose}.",
    "by-rp*4": "{plan_head} {under} {a_plan} {adopted_verb} {by_rp}{plan_purpose}.",
    "end-date*3": "{plan_head} {under} {a_plan} adopted by {rp}, which [provides for|permits] the {sale} of up to {n} shares [through|until|ending] {soon}.",
    "schedule*2": '{plan_head} {under} {a_plan} (the "Trading Plan") adopted by {rp}. The {sales} are made in accordance with a [trading schedule|formula] [fixed|set|established] when the Trading Plan [is|was] put in place, during an open trading window of {issuer} under its [Insider Trading Policy|insider trading policy].',
    "short*2": "[Such transaction was|Transaction] {under} {a_plan}.",
    "instruction!*2": "{plan_head} under [a contract, instruction or written plan|an irrevocable instruction] [for the {sale} of equity securities of {issuer} |]intended to satisfy the affirmative defense conditions of {rule}. See Instruction 10.",
    "cross!*1": "See footnote ({other}) [regarding|as to] the {rule} {kind}.",
}

NEGATED: dict[str, str] = {
    "not-made*4": "The {deal} [reported [herein|in {form4}] |]was not [made|effected|executed] {under} {a_plan}.",
    "gift-not*3": "The gift reported [herein |]was not made under the {rule} {kind} adopted by {rp} on {date}.",
    "none*2": "[No|None] of the {deals} reported [herein |in {form4} |][was|were] {made} {under} {a_plan}.",
    "outside!*3": "{plan_head} outside of, and not {under}, the {rule} {kind} that {rp} [adopted|entered into] on {date}.",
}

GROUPS: dict[str, dict[str, str]] = {
    "plan-dated": DATED,
    "plan-modified": MODIFIED,
    "plan-undated": UNDATED,
    "plan-negated": NEGATED,
}
