namespace Homelab.Domain.Shutdown;

/// <summary>What can set a sequence going, the weakest first. The journal holds the names.</summary>
public enum Cause
{
    Drill,
    Operator,
    Heat,
    Outage,
}

public enum TakeoverVerdict
{
    /// <summary>The newcomer joins what runs.</summary>
    Merge,

    /// <summary>What runs ends, and the newcomer begins from the state it left.</summary>
    Replace,
}

/// <summary>
/// What becomes of that which runs when an operator's shutdown, heat or an outage comes: for all three it is the same. Nothing else comes: a drill is turned away
/// while anything runs (<see cref="DrillRefusal"/>), and a start joins the target set and waits at its gates. The way back gives way to whatever opens (P27).
/// </summary>
public static class Takeover
{
    public static TakeoverVerdict Judge(Cause running) => running switch
    {
        Cause.Drill => TakeoverVerdict.Replace,
        _ => TakeoverVerdict.Merge,
    };
}
