using System.Collections.Immutable;

namespace Homelab.Simulation.Scripts;

/// <summary>What happens in one simulated outage: what an operator writes into a file, or a seed draws.</summary>
public sealed record OutageScript(ImmutableArray<OutageEvent> Events)
{
    /// <summary>Until then a script may look on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>Long after everything has happened, where a script does not say.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromHours(2);

    public TimeSpan LastEvent => Events.Select(one => one.At ?? TimeSpan.Zero).DefaultIfEmpty().Max();

    /// <summary>When the last of what was begun is over, whether or not the script looks on.</summary>
    public TimeSpan LastEffect => Events.Where(one => one.Act != OutageAct.Ends).Select(one => one.At is { } at && one.Act != OutageAct.IsLowBelow ? at + one.Span : TimeSpan.Zero).DefaultIfEmpty().Max();

    /// <summary>What the best of the batteries truly gives, as far as the script says so.</summary>
    public TimeSpan LongestBattery => Events.Where(one => one.Act == OutageAct.Lasts).Select(one => one.Span).DefaultIfEmpty().Max();

    public TimeSpan End => Events.FirstOrDefault(one => one.Act == OutageAct.Ends)?.At ?? Usual;

    public string ToText() => string.Concat(Events.OrderBy(one => one.At ?? TimeSpan.MinValue).Select(one => OutagePhrases.Write(one) + "\n"));
}
