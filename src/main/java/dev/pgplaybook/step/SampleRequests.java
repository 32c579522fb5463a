package dev.pgplaybook.step;

import dev.pgplaybook.likeness.Mask;
import dev.pgplaybook.likeness.SampleRequest;
import dev.pgplaybook.likeness.SampleRequest.Amount;
import dev.pgplaybook.playbook.MaskSpec;
import dev.pgplaybook.playbook.RowAmount;
import dev.pgplaybook.playbook.RowsSpec;

/** What a playbook says of a sample, as it is asked for. */
final class SampleRequests {

    private SampleRequests() {}

    static SampleRequest of(RowsSpec.Sample sample) {
        return new SampleRequest(
                amount(sample.amount()),
                sample.tables().stream()
                        .map(table -> new SampleRequest.TableAmount(table.table(), amount(table.amount()), table.at()))
                        .toList(),
                sample.seed(),
                sample.masks().stream()
                        .map(mask -> new SampleRequest.ColumnMask(mask.column(), mask(mask.rule()), mask.at()))
                        .toList());
    }

    private static Amount amount(RowAmount amount) {
        return amount instanceof RowAmount.Count count
                ? new Amount.Count(count.rows())
                : new Amount.Share(((RowAmount.Share) amount).percent());
    }

    private static Mask mask(MaskSpec.Rule rule) {
        if (rule instanceof MaskSpec.Rule.Fixed fixed) {
            return new Mask.Fixed(fixed.text());
        }
        if (rule instanceof MaskSpec.Rule.Nothing) {
            return new Mask.Nothing();
        }
        return rule instanceof MaskSpec.Rule.Email ? new Mask.Email() : new Mask.Hash();
    }
}
