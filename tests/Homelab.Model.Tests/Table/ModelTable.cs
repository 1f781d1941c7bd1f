using System.Text;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Repo;

namespace Homelab.Model.Tests.Table;

/// <summary>The engine's phases, transitions, verdicts and defaults as Promela reads them: <c>table.generated.pml</c>.</summary>
internal static class ModelTable
{
    public static readonly string Path = Repository.PathOf("tests/Homelab.Model.Tests/Model/table.generated.pml");

    public static string Generate()
    {
        var text = new StringBuilder();
        text.AppendLine("/* Written by Homelab.Model.Tests from the C# of Homelab.Domain (HOMELAB_UPDATE_GOLDEN=1). Do not edit. */");
        Constants(text);
        Enumeration<OutagePhase>(text, "Phase");
        Enumeration<StepPhase>(text, "Step");
        Enumeration<LeaseVerdict>(text, "Verdict");
        foreach (var row in SequenceTable.Rows)
        {
            Transition(text, row);
        }

        return text.ToString();
    }

    private static void Constants(StringBuilder text)
    {
        var policy = new PolicyConfig();
        text.AppendLine();
        Seconds(nameof(policy.Grace), policy.Grace);
        Seconds(nameof(policy.Beat), policy.Beat);
        Seconds(nameof(policy.Margin), policy.Margin);
        Seconds(nameof(policy.Debounce), policy.Debounce);
        Seconds(nameof(policy.Tail), policy.Tail);
        text.AppendLine($"#define Node_Stop_Seconds {new NodeConfig { Name = "any", Feeds = [] }.Stop.TotalSeconds:0}");
        foreach (var (name, value) in ProtocolConstants.Of(policy))
        {
            text.AppendLine($"#define {name} {value}");
        }

        void Seconds(string name, TimeSpan value) => text.AppendLine($"#define Policy_{name}_Seconds {value.TotalSeconds:0}");
    }

    private static void Enumeration<T>(StringBuilder text, string prefix)
        where T : struct, Enum
    {
        text.AppendLine();
        foreach (var value in Enum.GetValues<T>())
        {
            text.AppendLine($"#define {prefix}_{value} {Convert.ToInt32(value)}");
        }
    }

    private static void Transition(StringBuilder text, TransitionRow row)
    {
        var allowed = string.Join(" || ", row.From.Select(phase => $"phase == Phase_{phase}"));
        if (!row.StepFrom.IsEmpty)
        {
            allowed = $"({allowed}) && ({string.Join(" || ", row.StepFrom.Select(step => $"step == Step_{step}"))})";
        }

        text.AppendLine();
        text.AppendLine($"#define Allowed_{row.Transition}(phase, step) ({allowed})");
        text.AppendLine($"#define To_{row.Transition}(phase) {(row.To is { } to ? $"Phase_{to}" : "phase")}");
        if (row.StepTo is { } step)
        {
            text.AppendLine($"#define StepTo_{row.Transition} Step_{step}");
        }
    }
}
