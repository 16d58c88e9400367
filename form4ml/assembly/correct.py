"""What the form knows about itself, told to the record: rules that bear values out, decide between readings, or doubt.

A rule speaks only where exactly one reading fits it. A value that it decides for is marked `corrected:RULE`, one that
follows from others `rule:NAME`; one that no reading saves stays as read and is doubted. Nothing is ever taken away.
"""

from __future__ import annotations

from collections.abc import Callable

from form4ml.assembly import (
    correct_amounts,
    correct_balance,
    correct_days,
    correct_fractions,
    correct_holders,
    correct_marks,
    correct_money,
    correct_names,
    correct_pairs,
    correct_people,
    correct_plans,
    correct_prices,
    correct_sides,
    correct_signatures,
    correct_texts,
    correct_titles,
    correct_trades,
    correct_vehicles,
    correct_widths,
)
from form4ml.assembly.builder import Builder
from form4ml.assembly.correct_readings import Readings

# In order: what an earlier rule has borne out, no later one replaces. Dates come first, for rows are paired by day;
# the codes' own word comes last, for the weaker evidence.
RULES: tuple[Callable[[Readings], None], ...] = (
    correct_days.dates,
    correct_money.money,
    correct_widths.rule_before_amount,
    correct_amounts.grouped,
    correct_fractions.thousands,
    correct_holders.same_holder,
    correct_balance.running_balance,
    correct_prices.dollar_sign,
    correct_pairs.paired_day,
    correct_pairs.paired_code,
    correct_pairs.exercised,
    correct_amounts.as_many,
    correct_amounts.owned_behind_rule,
    correct_sides.acquired_by_exercise,
    correct_sides.side_of_amounts,
    correct_trades.told_in_notes,
    correct_fractions.fractions,
    correct_prices.price_in_range,
    correct_marks.priced_notes,
    correct_prices.price_scale,
    correct_prices.dollar_doubt,
    correct_trades.code_of_its_likes,
    correct_trades.code_of_the_table,
    correct_trades.distributed,
    correct_trades.code_of_derivatives,
    correct_trades.gift_or_conversion,
    correct_trades.code_and_side,
    correct_trades.indirect,
    correct_trades.direct,
    correct_trades.repeated,
    correct_names.second_ones,
    correct_names.owner_names,
    correct_names.issuer_name,
    correct_names.symbol_of_issuer,
    correct_signatures.signed_names,
    correct_people.owners,
    correct_people.addresses,
    correct_people.marks,
    correct_plans.plan_box,
    correct_vehicles.in_turn,
    correct_texts.repeated_texts,
    correct_titles.titles,
)


def correct(builder: Builder) -> None:
    """Decide, bear out and doubt the values of a record that has been put together, in place."""
    readings = Readings(builder)
    for rule in RULES:
        rule(readings)
