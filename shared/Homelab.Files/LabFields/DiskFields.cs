using Homelab.Domain.Lab;
using Homelab.Files.Fields;

namespace Homelab.Files.LabFields;

internal static class DiskFields
{
    private static readonly ScalarType<double> s_terabytes = Values.Number(
        "terabytes", "terabytes", "In terabytes (10^12 bytes), without the unit: `64`.", "Write terabytes from 0.1 to 1000000, such as 64.", 0.1, 1_000_000);

    public static Shape<DiskConfig> Shape { get; } = new(
        "disk", "What a disk or card of the node does not tell itself. Its name is the kernel's, as `homelab storage` and `lsblk` have it.",
        [
            new Field<DiskConfig, double>("tbw", s_terabytes, (disk, value) => disk with { RatedTerabytes = value },
                "What its maker rates it for, in terabytes written: `homelab storage` projects how long they last at the present rate.") { DefaultSays = "not known", Example = "64" },
        ]);
}
