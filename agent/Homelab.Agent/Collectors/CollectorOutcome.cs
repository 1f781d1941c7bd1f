namespace Homelab.Agent.Collectors;

public enum OutcomeKind
{
    Ok,

    /// <summary>This machine has no such thing; not a failure.</summary>
    NothingHere,

    /// <summary>The thing should be there and could not be read. What was read before stays in the collection.</summary>
    Failed,

    /// <summary>Did not return within its bound; said by the runner.</summary>
    TimedOut,
}

/// <param name="Detail">A stable sentence: one that changed each round would make a new report each round.</param>
public readonly record struct CollectorOutcome(OutcomeKind Kind, string Detail)
{
    public static readonly CollectorOutcome Ok = new(OutcomeKind.Ok, "");

    public static CollectorOutcome NothingHere(string what) => new(OutcomeKind.NothingHere, what);

    public static CollectorOutcome Failed(string why) => new(OutcomeKind.Failed, why);

    /// <summary>The outcome of a collector whose one file could not be read.</summary>
    public static CollectorOutcome Of(FileRead read, string path) => read.Status switch
    {
        ReadStatus.Read => Ok,
        ReadStatus.Absent => NothingHere($"no /{path}"),
        _ => Failed($"/{path}: {read.Why}"),
    };

    /// <summary>The name on the wire.</summary>
    public string WireName => Kind switch
    {
        OutcomeKind.Ok => "ok",
        OutcomeKind.NothingHere => "nothing_here",
        OutcomeKind.Failed => "failed",
        _ => "timed_out",
    };
}
