using System.Globalization;

namespace Homelab.Domain.Thermal;

/// <summary>Where the part is warmer than usual: is it the room, the fan or its work? By the last minutes against the day before them.</summary>
internal static class HeatCause
{
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(5), Apart = TimeSpan.FromMinutes(30), Day = TimeSpan.FromHours(24), Enough = TimeSpan.FromHours(1);

    /// <summary>Less is no reason to ask, in kelvin.</summary>
    private const double Odd = 3;

    /// <summary>The room explains it with this share of the excess; a fan is slow below this share of its usual speed.</summary>
    private const double RoomShare = 0.5, SlowShare = 0.7;

    public static ThermalAnswer Of(ThermalSight sight)
    {
        if (Compared(sight, sight.Part) is not { } part)
        {
            return Unknown($"what is usual is not known yet: that takes readings of {DurationWords.Short(Enough)} and of now");
        }

        var excess = part.Now - part.Usual;
        if (excess < Odd)
        {
            return new("cause", ThermalState.Ok, $"nothing to ask: it is not warmer than in the day before ({ThermalWords.Celsius(part.Usual)})", Math.Round(excess, 1), "kelvin");
        }

        var room = sight.Room is { } declared ? Compared(sight, declared) : null;
        var fan = SlowFan(sight);
        List<string> causes = [];
        if (room is { } warm && warm.Now - warm.Usual >= RoomShare * excess)
        {
            causes.Add("the room");
        }

        if (fan.Length > 0)
        {
            causes.Add("the fan");
        }

        var evidence = $"it is {ThermalWords.More(excess)}; {string.Join("; ", Evidence(sight, room, fan))}";
        return causes.Count > 0 ? Found(string.Join(" and ", causes), evidence, excess)
            : room is null ? Unknown($"room or device cannot be told: {evidence}")
            : Works(sight) ? Found("its work", evidence, excess)
            : Found(sight.Fans.IsEmpty ? "the device and not the room" : "the device, and neither room nor fan: dust, its place or its cooler", evidence, excess);
    }

    private static IEnumerable<string> Evidence(ThermalSight sight, (double Now, double Usual)? room, string fan)
    {
        yield return sight.Room is null ? "no room sensor is declared (`thermal: {room: ...}`)"
            : room is not { } compared ? $"the room by {sight.Room.Name} is not known, now or as usual"
            : $"the room by {sight.Room.Name} is at {ThermalWords.Celsius(compared.Now)}, {ThermalWords.More(compared.Now - compared.Usual)}";
        yield return fan.Length > 0 ? fan : sight.Fans.IsEmpty ? "no fan of it is read" : "its fans turn as usual";
        if (Compared(sight, sight.Load) is { } load)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its load is {load.Now:0.0}, usually {load.Usual:0.0}");
        }
    }

    private static string SlowFan(ThermalSight sight)
    {
        foreach (var fan in sight.Fans)
        {
            if (Compared(sight, fan) is { Usual: > 0 } speed && speed.Now < SlowShare * speed.Usual)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{fan.Name} {(speed.Now < 1 ? "stands still" : $"turns at {speed.Now:0}")}, usually {speed.Usual:0} rpm");
            }
        }

        return "";
    }

    /// <summary>Half as much again, and a whole processor's worth of a half.</summary>
    private static bool Works(ThermalSight sight) => Compared(sight, sight.Load) is { } load && load.Now > 1.5 * load.Usual + 0.5;

    private static (double Now, double Usual)? Compared(ThermalSight sight, Track track)
    {
        var before = track.Between(sight.Now - Day, sight.Now - Apart);
        return before.Length >= Enough && track.Between(sight.Now - Lately, sight.Now).Median is { } now && before.Median is { } usual ? (now, usual) : null;
    }

    private static ThermalAnswer Found(string cause, string evidence, double excess) => new("cause", ThermalState.Warning, $"{cause}: {evidence}", Math.Round(excess, 1), "kelvin");

    private static ThermalAnswer Unknown(string why) => new("cause", ThermalState.Unknown, why);
}
