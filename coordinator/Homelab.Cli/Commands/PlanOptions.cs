using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Homelab.Cli.Commands;

/// <summary>What <c>homelab plan</c> can be asked.</summary>
internal sealed class PlanOptions
{
    public Option<string[]> Feeds { get; } =
        new("--feed") { Description = "Only this feed dies; may be repeated. Without it every battery starts to run down now.", HelpName = "NAME" };

    public Option<FileInfo?> Lab { get; } = new("--lab") { Description = "Plan from this lab file, without a coordinator.", HelpName = "FILE" };

    public Option<double?> AtCharge { get; } = new("--at-charge")
    {
        Description = "What if every battery that dies has this charge, such as 30%.",
        HelpName = "PERCENT",
        CustomParser = Percent,
    };

    public Option<string[]> Lost { get; } = new("--lost")
    {
        Description = "What if this is gone: switch:NAME, node:NAME or feed:NAME; may be repeated.",
        HelpName = "THING",
    };

    private static double? Percent(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and <= 100)
        {
            return percent;
        }

        argument.AddError($"--at-charge {text} is no charge: it is more than 0 and at most 100 percent, such as 30%.");
        return null;
    }
}
