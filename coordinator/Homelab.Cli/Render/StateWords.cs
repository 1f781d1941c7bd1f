using Homelab.Contracts.V1;

namespace Homelab.Cli.Render;

/// <summary>States in words, with their urgency and their place in a list.</summary>
public static class StateWords
{
    public static Words Of(HealthState state) => state switch
    {
        HealthState.Ok => new("OK", Tone.Good),
        HealthState.Degraded => new("DEGRADED", Tone.Warning),
        HealthState.Down => new("DOWN", Tone.Alarm),
        HealthState.Unreachable => new("UNREACHABLE", Tone.Warning),
        HealthState.Maintenance => new("MAINTENANCE", Tone.Quiet),
        _ => new("UNKNOWN", Tone.Unknown),
    };

    /// <summary>The most urgent first. Unknown stands above degraded: it may be anything.</summary>
    public static int Urgency(HealthState state) => state switch
    {
        HealthState.Down => 0,
        HealthState.Unreachable => 2,
        HealthState.Degraded => 3,
        HealthState.Maintenance => 4,
        HealthState.Ok => 5,
        _ => 1,
    };

    /// <summary>The bare mains are watched by nobody, so that "unknown" is all that is ever said of them and no cause for alarm.</summary>
    public static bool IsWrong(FeedStatus feed) => feed.State != "ON_LINE" && !(IsMains(feed) && FeedUrgency(feed.State) == 3);

    public static bool IsMains(FeedStatus feed) => feed.Source == "mains";

    public static Words OfFeed(FeedStatus feed) => feed.State switch
    {
        "" or "UNKNOWN" when IsMains(feed) => new("not watched", Tone.Quiet),
        "ON_LINE" => new("on line", Tone.Good),
        "ON_BATTERY" => new("ON BATTERY", Tone.Warning),
        "LOW_BATTERY" => new("LOW BATTERY", Tone.Alarm),
        "FORCED_SHUTDOWN" => new("FORCED SHUTDOWN", Tone.Alarm),
        "" or "UNKNOWN" => new("UNKNOWN", Tone.Unknown),
        var other => new(other, Tone.Unknown),
    };

    public static int FeedUrgency(string state) => state switch
    {
        "FORCED_SHUTDOWN" => 0,
        "LOW_BATTERY" => 1,
        "ON_BATTERY" => 2,
        "ON_LINE" => 4,
        _ => 3,
    };

    public static bool IsDying(string feedState) => FeedUrgency(feedState) < 3;

    public static Words OfStep(string state) => state switch
    {
        "SeenOff" => new("OFF", Tone.Good),
        "Presumed" => new("PRESUMED OFF", Tone.Warning),
        "Ordered" => new("ORDERED", Tone.Warning),
        "Acknowledged" => new("STOPPING", Tone.Warning),
        "Advised" => new("WOULD STOP", Tone.Warning),
        "Refused" => new("REFUSED", Tone.Alarm),
        "Cancelled" => new("CANCELLED", Tone.Quiet),
        "Pending" => new("waiting"),
        "" => new("UNKNOWN", Tone.Unknown),
        _ => new(state, Tone.Unknown),
    };

    /// <param name="wasOrdered">It was told to stop, and answers since.</param>
    /// <param name="isOver">Nothing waits to stop any more.</param>
    public static Words OfStep(string state, bool wasOrdered, bool isOver) => (state, wasOrdered, isOver) switch
    {
        ("Pending", true, _) => new("UP AGAIN", Tone.Good),
        ("Pending", false, true) => new("not ordered"),
        _ => OfStep(state),
    };

    public static Words OfReturn(string state) => state switch
    {
        "Away" => new("not on yet", Tone.Warning),
        "Starting" => new("STARTING", Tone.Warning),
        _ => new("UNKNOWN", Tone.Unknown),
    };

    public static Words OfMode(string mode) => mode switch
    {
        "armed" => new("Mode armed: in an outage nodes are really stopped."),
        "observe" => new("Mode observe: everything is computed and shown, nothing is stopped.", Tone.Warning),
        _ => new("Mode unknown: the coordinator did not say whether it would stop anything.", Tone.Unknown),
    };
}
