namespace Homelab.Domain.Thermal;

/// <summary>What is wrong with the heat of a node, in one sentence for its health. That something is not known is no fault, and what warms it is none by itself: it stands behind the others.</summary>
public static class HeatFault
{
    private static readonly string[] s_faults = ["headroom", "rise", "throttled", "door_closed", "cause"];

    /// <param name="door">What was last answered of the door; null where nothing was.</param>
    /// <returns>Without a full stop; empty where nothing is wrong.</returns>
    public static string Of(ThermalAssessment found, ThermalAnswer? door)
    {
        var wrong = found.Answers.Where(answer => answer.Question != DoorClosed.Question).Concat(door is null ? [] : [door])
            .Where(answer => answer.State == ThermalState.Warning)
            .OrderBy(answer => Array.IndexOf(s_faults, answer.Question))
            .ToList();
        return found.Celsius is not { } celsius || wrong.All(answer => answer.Question == "cause") ? ""
            : $"{found.Part} of {found.Node} is at {ThermalWords.Celsius(celsius)}: {string.Join("; ", wrong.Select(Told))}";
    }

    private static string Told(ThermalAnswer answer) => answer.Question switch
    {
        "throttled" => $"heat slowed it {answer.Sentence}",
        DoorClosed.Question => $"does it survive with the door closed? {answer.Sentence}",
        "cause" => $"it warms by {answer.Sentence}",
        _ => answer.Sentence,
    };
}
