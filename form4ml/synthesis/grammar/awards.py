"""Wordings about equity awards: grants, vesting, units, performance, withholding for taxes, deferral and purchase plans."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "plan_name": '[{issuers} {year_word}{plan_kind}|the {year_word}{plan_kind}|the {issuer_name} {year_word}{plan_kind}|{issuers} [Amended and Restated |]{old_year} {plan_kind}|the {old_year} {plan_kind}[, as amended|, as amended and restated|]|the {old_year} {plan_kind} (the "Plan")]',
    "year_word": "[{old_year} |{old_year} |{old_year} |Amended and Restated {old_year} ||Long-Term |]",
    "plan_kind": "[Equity Incentive Plan|Stock Incentive Plan|Omnibus Incentive Plan|Long-Term Incentive Plan|Stock Plan|Incentive Award Plan|Equity Incentive Plan|Incentive Plan|Stock Option Plan|Performance Incentive Plan|Omnibus Stock Plan|Stock Compensation Plan]",
    "unit": "[restricted stock unit|RSU|Restricted Stock Unit|restricted share unit|stock unit]",
    "units": '[restricted stock units|RSUs|Restricted Stock Units|RSUs|restricted stock units ("RSUs")|restricted share units|restricted stock awards|shares of restricted stock]',
    "psus": '[performance stock units|PSUs|performance-based restricted stock units|performance share units ("PSUs")|performance shares|performance-based RSUs|PRSUs]',
    "shares_of": "[shares|shares|shares of {stock}|shares of {issuers} {stock}|{issuer} shares]",
    "withheld": "[withheld|withheld|withheld by {issuer}|retained by {issuer}|withheld|surrendered to {issuer}|forfeited to {issuer}|tendered to {issuer}|delivered to {issuer}]",
    "to_satisfy": "[to satisfy|to satisfy|to cover|for the payment of|to pay|in satisfaction of|in order to satisfy|for]",
    "taxes": "[tax withholding obligations|tax withholding obligations|withholding taxes|applicable withholding taxes|{rps} tax withholding obligation|the minimum tax withholding obligations of {rp}|tax liability|income and payroll withholding taxes|tax withholding requirements|taxes due|{rps} tax liability|mandatory tax withholding obligations|federal and state withholding taxes]",
    "upon": "[upon|upon|on|in connection with|in connection with|due upon|arising from|resulting from|arising in connection with|related to|incident to]",
    "service": "[, subject to {rps} continued service{with_issuer}|, subject to continued [service|employment]{with_issuer} [through|on] [each|such|the applicable] vesting date|, provided {rp} {remains} [employed|in continuous service]{with_issuer} on each such date|, in each case subject to [continuous|continued] service|, subject to acceleration [upon|in the event of] [a change in control|certain events|death or disability]|||||]",
    "with_issuer": "[| with {issuer}| to {issuer}| as a service provider]",
    "schedule": "[in {few} [equal|substantially equal|approximately equal] [annual|quarterly|monthly|semi-annual] installments [beginning|commencing|starting] [on |]{soon}|{pct} on each of the first, second, third and fourth anniversaries of [the date of grant|the grant date|{date}|{on}]|{pct} on {soon} and the [remainder|balance] in {parts} equal [monthly|quarterly] installments thereafter|as to {pct} of the [shares|award|total number of shares] on the first anniversary of {date} and as to [an additional |]{pct} [on each [quarterly|monthly] anniversary thereafter|at the end of each successive three-month period]|one-third on {soon}, one-third on {soon} and one-third on {later}|ratably over [a {few}-year period|{few} years] [from|following|beginning on] [the grant date|{date}]|over a {few}-year period at the rate of {pct} on {soon}, and then in {parts} equal [monthly|quarterly] installments|in full on [{soon}|the first anniversary of the grant date|the earlier of {soon} and the date of the next annual meeting of [stockholders|shareholders]]|with respect to {n} shares on {soon}, {n} shares on {soon} and {n} shares on {later}]",
    "award_one": "[{option_only}[The|This] [option|stock option]|{option_only}The stock option|{unit_only}[The|This] restricted stock|[The|This] [award|grant]|{unit_only}Each RSU award]",
    "award_many": "[{option_only}[The|These] options|{option_only}The shares [subject to|underlying] the option|{option_only}The stock options|{unit_only}[The|These] {units}|{unit_only}[The|These] {units}|{unit_only}The shares underlying this award]",
    "of_award": "[{option_only}option|{option_only}stock option|{unit_only}{unit} award|{unit_only}award]",
    "acceleration": "[Vesting [accelerates|will accelerate] in full upon a change in control of {issuer}.|The award is subject to [earlier|accelerated] vesting upon [death, disability or retirement|certain terminations of employment].|Unvested [shares|awards] are forfeited [upon termination of service|if {rp} {leaves} {issuer}].]",
    "one_for_one": "[on a one-for-one basis|on a one-for-one basis|on a 1-for-1 basis|on a 1:1 basis|one-for-one|on a one-to-one basis]",
}

TAX: dict[str, str] = {
    "withheld*8": "[Represents|Reflects|Consists of|] [shares|{traded} shares|{traded} {shares_of}|the number of shares] {withheld} {to_satisfy} {taxes} {upon} the [vesting|settlement|vesting and settlement|lapse of restrictions] [of|on] [{n} |]{units}[ on {on}| on {date}| granted on {date}| previously granted to {rp}| reported herein|].",
    "shares-withheld*6": "[Shares|{^shares_of}] {withheld} {to_satisfy} {taxes}[ {upon} the vesting of {units}| {upon} the vesting of the above-described {psus}|].",
    "not-issued*2": "Shares {withheld} {to_satisfy} {taxes} {upon} the vesting of {units} [previously reported|reported in Table II]. These shares were not [issued to or sold by|sold by or issued to] {rp}.",
    "surrender*3": "[Represents the surrender of|{^rp} surrendered|Reflects the disposition of] {traded} shares to {issuer} {to_satisfy} {taxes} {upon} the vesting of {units} [granted on {date}|awarded under {plan_name}][. The actual vesting date of {date} was a non-business day, so the shares vested on the preceding business day|. No shares were sold in the open market|].",
    "exempt*3": "[Exempt|This disposition is exempt|The withholding is exempt] [from Section 16(b) |]under Rule 16b-3(e)[, as a disposition to the issuer|]. {^shares_of} {withheld} {to_satisfy} {taxes}.",
    "net*2": 'Represents the ["net settlement"|net settlement|net share settlement] by {issuer} of {stock} {upon} the vesting of {units} [in order |]to satisfy [applicable |]tax withholding obligations[; it does not represent a [sale|market sale] by {rp}|].',
    "election*2": "{^rp} elected to have shares {withheld} {to_satisfy} {taxes} {upon} the vesting of {n} {units}[ pursuant to the terms of the award agreement|].",
    "option-price*2": "Represents shares {withheld} [in payment of|to pay|to satisfy] the exercise price [of|and [applicable |]{taxes} {upon} the exercise of] [the|{n}] stock options.",
    "mandatory!*3": "[Mandatory|Automatic|Required] tax withholding on vested {units}.",
    "percent!*3": "Consists of {stock} {withheld} {to_satisfy} {taxes} {upon} the vesting on {date} of {pct} of the [performance-based|time-based] {units} granted on {date} pursuant to {plan_name}.",
    "grant-date!*2": '[Represents|These are] shares of restricted stock granted {date} (the "Grant Date") [surrendered|returned] to the Company solely for the purpose of satisfying tax obligations {upon} the [vesting|lapse] on the [{nth}|{nth}] anniversary of the Grant Date.',
}

COVER: dict[str, str] = {
    "mandated*4": "The [sale|{deal}] reported [on|in] {form4} represents [an Issuer mandated sale|a mandatory sale|shares required to be sold] by {rp} to cover {taxes} {upon} the [vesting|settlement] of {units}[,| and] [and it |it |]does not represent a discretionary [trade|transaction] by {rp}.",
    "sold*4": "[Represents shares|Shares|{^traded} shares] sold to [satisfy|cover] {taxes} {upon} the vesting of {units}[ and to cover related broker fees| and to pay brokerage commissions|].",
    "election*3": '[These|The] shares were sold [automatically |]in a ["sell to cover"|sell-to-cover|"sell-to-cover"] transaction to [fund|satisfy|cover] {taxes} {upon} the [vesting|settlement] of {units}. [The sales are mandated by {issuers} election under its equity incentive plans|The sale does not represent a discretionary trade by {rp}|This sale was not at the discretion of {rp}].',
    "required*2": '{^issuer} requires that [tax withholding obligations|taxes due] {upon} the vesting of {units} be [satisfied|funded] by a "sell to cover" transaction[, and the sale is not a discretionary transaction by {rp}|].',
    "automatic!*3": "Automatic sale of {traded} shares [by the plan administrator |]on {traded_on} to cover {taxes}; {rp} [had no discretion over it|did not elect it].",
}

UNIT: dict[str, str] = {
    "contingent*8": "Each {unit} [represents|constitutes|is equivalent to] [a contingent right|the right|the contingent right] to receive[, at settlement,|] one share of {issuers} {stock}[ upon vesting| upon settlement| or its cash equivalent|].",
    "convert*5": "{^units} [convert|will settle|settle|vest and convert] into [shares of |]{stock} {one_for_one}[| upon vesting].",
    "represents*3": "Each {unit} represents a contingent right to receive (i) one share of {stock}, (ii) [the|its] cash equivalent[,|] or (iii) a combination of both[, at the discretion of [the compensation committee|the Board|{issuer}]|].",
    "settlement*3": "[This transaction represents|Represents] the settlement of {units} [in|into] shares of {stock} on their scheduled vesting date. Each {unit} represents the right to receive one share [at settlement|].",
    "ordinary*2": "Each {unit} entitles {rp} to [receive |]one [ordinary share|common share|share] [of {issuer} |]for each unit [that vests|vested][, without payment|].",
    "settled!*3": "The {units} [will be|are] [settled|paid] {one_for_one} in [shares of |]{stock} [within {parts} days of vesting|promptly after vesting|following {rps} separation from service].",
    "economic!*2": "{^unit}s: each [is the economic equivalent of|has the value of] one share of {stock}.",
}

VESTING: dict[str, str] = {
    "vests*8": "[{award_one} [vests|will vest|vests and becomes exercisable|is scheduled to vest|shall vest]|{award_many} [vest|will vest|vest and become exercisable|are scheduled to vest|shall vest]] {schedule}{service}.[|| {acceleration}]",
    "granted-vest*5": "[Granted|Awarded|{option_only}Options granted|{unit_only}RSUs granted|{unit_only}Restricted stock granted] on {date}[ under {plan_name}|]; [vests|vest|vesting] {schedule}{service}.",
    "shares-vest*4": "{pct} of the shares [subject to|underlying] the {of_award} [vested|vest|are scheduled to vest] on {date}, and [the remaining shares|the balance|the remainder] [vest|vests|will vest] in {parts} [substantially |]equal [monthly|quarterly|annual] installments thereafter{service}.",
    "fully*5": "{option_only}[This option grant is|The option is|The stock option is|Option is|The options are|These options are] [fully vested|fully vested and exercisable|immediately exercisable|currently exercisable][ as of {date}| as of the date hereof|].",
    "became*3": "{option_only}The [options|option|stock options] [became|become|becomes] [vested and |]exercisable [in {few} equal annual installments beginning on {date}|{schedule}].",
    "commencing*3": "{unit_only}[On {date}, {rp} {was} granted {n} {units}|{^rp} received a grant of {n} {units} on {date}|{^rp} was granted {n} {units} on {date} under {plan_name}], [vesting|which vest|scheduled to vest] {schedule}{service}.",
    "list*2": "{unit_only}Includes {n} [unvested |]{units}, which [will |]vest [as follows|according to the following schedule]: {n} on {soon}, {n} on {soon} and {n} on {later}.",
    "commencement*2": '{pct} of the shares vest on the one-year anniversary of {date} (the "Vesting Commencement Date"), and 1/{parts} of the shares vest monthly thereafter, subject to {rps} continuous service.',
    "no-expiry*2": "{unit_only}The {units} [do not expire|have no expiration date]; they either vest or are [cancelled|forfeited] [prior to|on or before] the vesting date.",
    "installment!*3": "{unit_only}This represents the [{nth}|{year}] installment of [an award|a grant] of {n} {units}, [vesting|which vest] in {few} [substantially equal |]annual installments[, commencing on {date}|].",
    "remaining!*3": "{unit_only}The remaining unvested {units} [will |]vest in {few} [approximately equal |][quarterly|annual] installments{service}.",
    "grant-date!*2": '{option_only}The option vests as to {pct} of the shares on the first anniversary of {date} (the "Grant Date") and [as to |]an additional {pct} on [each successive three-month|the last day of each] period[ until fully vested|]{service}.',
    "double!*2": "{unit_only}The {units} are subject to [two|both time-based and liquidity-based] vesting conditions, [both of which must be satisfied|each] [on or before|before] {later}. The service condition is satisfied {schedule}.",
}

GRANT: dict[str, str] = {
    "grant-of*6": "[Grant of|Represents a grant of|Award of|Represents an award of|Reflects a grant of] [{traded} |]{units} [made |]under {plan_name}[, vesting {schedule}|]{service}.",
    "acquired*4": "{^units} [acquired|granted|awarded|issued] [pursuant to|under] {plan_name}[, adopted on {date}|, as approved by stockholders on {date}|].",
    "annual*4": "[Represents an |Represents the |][automatic |]annual [equity |]grant [made |]to [non-employee directors|each non-employee director|the independent directors] under {plan_name}[. The award vests on the earlier of {soon} and the [date of the next annual meeting of stockholders|next annual meeting]|].",
    "represents*4": "Represents {traded} [restricted shares|shares of restricted stock|{units}] granted [to {rp} |]on {traded_on}[ under {plan_name}|][, which vest {schedule}|].",
    "lieu*2": "[Shares|Common shares|{^units}] [issued|granted|received] in lieu of [cash fees|an annual cash retainer|director's fees|a cash bonus] [for the quarter ended {date}|for service on the Board of Directors|][, valued at {price} per share|].",
    "committee!*3": "The Compensation Committee of {issuers} Board of Directors approved [this|the] [award|grant] on {date} [under|pursuant to] {plan_name}.",
    "no-consideration!*2": "{^units} granted as compensation for [services|service as a director]; no consideration was paid[ by {rp}|].",
}

PERFORMANCE: dict[str, str] = {
    "earned*5": "[Represents|Reflects] {psus} earned [(including reinvested dividend equivalents) |]based on [the attainment of |achievement of |][pre-established |certain |][performance goals|total shareholder return|financial metrics] for the [three-year |][performance period|period] ended {date}.",
    "grant*4": "Represents [common stock|{stock}|shares] [earned|issued] [from|upon] the vesting and settlement of {psus} granted on {date}, [at the end of|following] a [three|two|four]-year performance period.",
    "certified*4": "On {date}, the [Compensation Committee|Board|Human Resources Committee] [certified|determined] that the performance [criteria|conditions|goals] [for|applicable to] the {psus} granted on {date} had been [met|achieved|satisfied] at {pct} of target[, resulting in the vesting of {traded} shares|].",
    "range*3": "[The number of|Represents the target number of] {psus}[;| that may be earned ranges from 0% to 200% of target,] [depending on|based on] [relative total shareholder return|adjusted EBITDA|revenue growth] over a performance period [from {date} to {later}|ending {later}].",
    "stock-price!*3": "The {psus} vest if the closing price of the {stock} [equals or exceeds|is at or above] {price}, {price} and {price} [per share |]for {parts} consecutive trading days [before|on or before] {later}.",
}

DEFERRAL: dict[str, str] = {
    "phantom*4": "[The reported |]phantom stock units were acquired [under|pursuant to] [{plan_name}|{issuers} deferred compensation plan] and [will be|are to be] settled [in cash |in shares |]upon {rps} [retirement|termination of service|separation from service].",
    "each-phantom*4": "Each [phantom share|phantom stock unit|share of phantom stock|deferred stock unit|stock unit] [represents|is the economic equivalent of|equals] [the value of |]one share of {issuers} {stock}.",
    "director*3": "[These|Deferred] [stock units|units] were [acquired|credited] under the [Director Deferred Compensation Plan|Directors' Deferral Plan] and convert to {stock} {one_for_one}[ when {he_leaves} the Board|].",
    "payroll*2": "Represents deferred stock units [purchased|acquired] [with|through] automatic payroll deductions and [partial |]company matching contributions[, exempt under Rule 16b-3(d)|].",
    "payable!*3": "[Payable|The units are payable] in [shares of {stock}|cash] [in {few} annual installments |]beginning [{later}|after {rp} {ceases} to be a director].",
}

PURCHASE_PLAN: dict[str, str] = {
    "includes*5": "Includes {n} shares [held in|acquired under|purchased through|acquired through] [{issuers} 401(k) plan|{issuers} Employee Stock Purchase Plan|the 401(k) Plan|the Issuer's employee stock purchase plan|the dividend reinvestment plan][ since the date of {rps} last report| on {date}|].",
    "reflects*3": "[Reflects|Represents] {traded} shares purchased [as a result of participation in|under|through] [the employee stock purchase plan|{issuers} ESPP], exempt [pursuant to|under] [Rule 16b-3(c)|Rule 16b-3(d) and Rule 16b-3(c)].",
    "statement*3": "[Based on|As of|Information is based on] a [401(k) plan|plan|401(k)] statement dated [as of |]{recent}.",
    "dividends*4": "Includes [{n} |]shares [acquired|purchased] [through|under|pursuant to] [the reinvestment of dividends|{issuers} dividend reinvestment plan][, exempt under Rule 16a-11|, in transactions exempt from Section 16|].",
    "equivalents*3": "Includes {n} dividend equivalent [rights|units] [credited|accrued] [at {price} per RSU |]to {rps} account on {date}[, and a de minimis adjustment due to fractional rounding|].",
    "accrued*3": "[Represents|Includes] [additional |]{units} [accrued|acquired] [pursuant to|under] the reinvestment terms of the award, resulting from [a|the] [special |quarterly |]dividend [paid|of {small_price} per share paid] on {date}.",
    "payroll!*2": "[Bought|Acquired] [with payroll deductions|by regular contributions] [under|through] {issuers} [stock purchase|savings|retirement savings] plan [between {date} and {recent}|since {date}].",
    "units-held!*3": "The [number of|amount shown] [shares|units] held in the 401(k) plan [is an estimate|may fluctuate], as the plan [holds|is invested in] a unitized fund[ of {stock} and cash|].",
}

EXEMPT: dict[str, str] = {
    "rule*3": "[This|The] [disposition|transaction|acquisition] [is|was] exempt from [Section 16(b)|the short-swing profit rules] [pursuant to|under|by virtue of] Rule [16b-3(d)|16b-3(e)|16b-3(f)|16b-6(b)].",
    "not-sold*3": "No shares were [issued or |]sold [in the open market |][by {rp} |]in connection with [this|the withholding] transaction[ to satisfy tax liabilities|].",
    "value*2": "The [number|amount] of shares [withheld|retained] was [calculated|determined] [using|based on] the closing price of the {stock} on {on}[ of {price}|].",
    "reported!*2": "The [award|grant] was [previously reported|reported when made] on [Form 4|a Form 4] filed [on |]{date}.",
}

GROUPS: dict[str, dict[str, str]] = {
    "tax": TAX,
    "cover": COVER,
    "unit": UNIT,
    "vesting": VESTING,
    "grant": GRANT,
    "performance": PERFORMANCE,
    "deferral": DEFERRAL,
    "purchase-plan": PURCHASE_PLAN,
    "exempt": EXEMPT,
}
