namespace Homelab.Domain.Shutdown;

/// <summary>What can set a sequence going.</summary>
public enum Cause
{
    Drill,
    Restart,
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

    /// <summary>The newcomer waits until what runs has ended.</summary>
    Wait,

    /// <summary>The newcomer is turned away, and told why.</summary>
    Refuse,
}

/// <summary>Which sequence may take over which: rows are what runs, columns what comes.</summary>
public static class Takeover
{
    private static readonly TakeoverVerdict[,] Table =
    {
        // running \ comes:  Drill                   Restart                 Operator                 Heat                     Outage
        /* Drill    */ { TakeoverVerdict.Refuse, TakeoverVerdict.Wait, TakeoverVerdict.Replace, TakeoverVerdict.Replace, TakeoverVerdict.Replace },
        /* Restart  */ { TakeoverVerdict.Refuse, TakeoverVerdict.Merge, TakeoverVerdict.Replace, TakeoverVerdict.Replace, TakeoverVerdict.Replace },
        /* Operator */ { TakeoverVerdict.Refuse, TakeoverVerdict.Wait, TakeoverVerdict.Merge, TakeoverVerdict.Merge, TakeoverVerdict.Merge },
        /* Heat     */ { TakeoverVerdict.Refuse, TakeoverVerdict.Wait, TakeoverVerdict.Merge, TakeoverVerdict.Merge, TakeoverVerdict.Merge },
        /* Outage   */ { TakeoverVerdict.Refuse, TakeoverVerdict.Wait, TakeoverVerdict.Merge, TakeoverVerdict.Merge, TakeoverVerdict.Merge },
    };

    public static TakeoverVerdict Judge(Cause running, Cause comes) => Table[(int)running, (int)comes];
}
