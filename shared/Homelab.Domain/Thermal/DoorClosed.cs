namespace Homelab.Domain.Thermal;

/// <summary>Whether the node survives with the door closed, by the times when it was.</summary>
public static class DoorClosed
{
    public const string Question = "door_closed";
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(30);

    /// <summary>Days differ by more than nothing: less room than this is a warning, in kelvin.</summary>
    private const double Little = 5;

    public static ThermalAnswer Of(ThermalSight sight)
    {
        if (sight.Door is not { } door)
        {
            return Unknown("no door is declared (`thermal: {door: ...}`)");
        }

        var closed = ClosedSpans.Of(sight.Part, door);
        var longest = closed.Longest;
        if (longest.Length < Enough)
        {
            return Unknown($"{door.Name} was never closed for {DurationWords.Short(Enough)} in what is known of the last 30 days");
        }

        var highest = closed.Spans.Max(span => span.Values.Max(value => value.Value));
        var seen = $"closed for {DurationWords.Short(closed.Total)} of the last 30 days, at most {DurationWords.Short(longest.Length)} at a time, it came to {ThermalWords.Celsius(highest)} at most{Open(closed, highest)}";
        if (sight.Limit is { } limit && highest >= limit.Celsius)
        {
            return new(Question, ThermalState.Warning, $"no: {seen}; its limit is {ThermalWords.Celsius(limit.Celsius)}, {limit.Source}", Math.Round(highest, 1), "celsius");
        }

        return Equilibrium.Of(longest) is not { } rest
            ? Unknown($"{seen}, and was still warming at the end in a way that does not show where to: leave it closed for longer")
            : Judged(sight, rest with { Celsius = Math.Max(rest.Celsius, highest) }, seen);
    }

    private static ThermalAnswer Judged(ThermalSight sight, Equilibrium rest, string seen)
    {
        var end = rest.IsSeen ? $"{seen}, and came to rest" : $"{seen}; its curve leads to {ThermalWords.Celsius(rest.Celsius)}";
        var value = Math.Round(rest.Celsius, 1);
        if (sight.Limit is not { } limit)
        {
            return new(Question, ThermalState.Unknown, $"{end}; no limit is known", value, "celsius");
        }

        var left = limit.Celsius - rest.Celsius;
        var verdict = left <= 0 ? "no" : left < Little ? "barely" : "yes";
        return new(
            Question, left < Little ? ThermalState.Warning : ThermalState.Ok,
            $"{verdict}: {end}, {(left <= 0 ? $"{ThermalWords.Kelvin(-left)} above" : $"{ThermalWords.Kelvin(left)} below")} its limit", value, "celsius");
    }

    private static string Open(ClosedSpans closed, double highest) =>
        closed.Open.Median is { } open ? $" (with the door open {ThermalWords.Celsius(open)} as a rule, {ThermalWords.Kelvin(Math.Abs(highest - open))} {(highest < open ? "more" : "less")})" : "";

    private static ThermalAnswer Unknown(string why) => new(Question, ThermalState.Unknown, why);
}
