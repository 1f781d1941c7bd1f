using System.Collections.Immutable;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Readings;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Domain.Thermal;
using Homelab.Host;
using Homelab.Store;

namespace Homelab.Coordinator.Thermal;

/// <summary>Answers what is known of the heat of nodes. It may read 30 days of history, so it is asked and not polled: health goes by a day of it, and by the door once a day.</summary>
public sealed class ThermalDesk(ILabInForce lab, ReadingHistory history, LatestReadings latest, TimeProvider clock)
{
    /// <summary>How much of the history is read: for every question, and for all but the door.</summary>
    public static readonly TimeSpan Month = TimeSpan.FromDays(30), Day = TimeSpan.FromDays(1);

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <param name="node">Empty for every node of the lab.</param>
    /// <param name="back">A <see cref="Month"/> where it is null.</param>
    public Answer<ThermalAssessment[]> Look(string node, TimeSpan? back = null)
    {
        if (node.Length > 0 && lab.Current.Node(node) is null)
        {
            return UnknownName.Node(node, lab.Current);
        }

        try
        {
            return lab.Current.Nodes.Where(known => node.Length == 0 || known.Name == node).Select(known => ThermalAssessor.Assess(SightOf(known, back ?? Month))).ToArray();
        }
        catch (StoreException failure)
        {
            return ApiProblem.NotNow($"The history could not be read just now; ask again. {failure.Message}");
        }
    }

    private ThermalSight SightOf(NodeConfig node, TimeSpan back)
    {
        var (now, moment) = (clock.GetUtcNow(), clock.Now());
        var readings = latest.Of(node.Name);
        var sight = new ThermalSight { Node = node.Name, Now = now };
        if (Nearest([.. readings.Where(reading => moment - reading.Arrived <= Fresh)], node.Thermal) is not (var part, var limits))
        {
            return sight;
        }

        var (room, door) = (node.Thermal.Room, node.Thermal.Door);
        bool IsRoom(Series series) => room is not null && ThermalSeries.IsRoom(series, room);
        bool IsDoor(Series series) => door is not null && ThermalSeries.IsDoor(series, door);
        var own = Read(node.Name, now, back, series => series == part.Series || ThermalSeries.IsFan(series) || ThermalSeries.IsLoad(series) || ThermalSeries.IsBrake(series) || ThermalSeries.IsSlowSeconds(series)
            || IsRoom(series) || IsDoor(series));
        return sight with
        {
            Celsius = part.Value,
            Limits = limits,
            Part = Tracks(own, series => series == part.Series).FirstOrDefault(new Track(ThermalSeries.NameOf(part.Series), [])),
            Fans = [.. Tracks(own, ThermalSeries.IsFan)],
            Load = Tracks(own, ThermalSeries.IsLoad).FirstOrDefault(Track.None),
            Brakes = [.. Tracks(own, ThermalSeries.IsBrake)],
            SlowSeconds = [.. Tracks(own, ThermalSeries.IsSlowSeconds)],
            Room = room is null ? null : Beside(own, node, room, now, back, IsRoom),
            Door = door is null ? null : Beside(own, node, door, now, back, IsDoor),
        };
    }

    /// <summary>The part with the least room to its limit; where none has a limit, the hottest.</summary>
    private static (LatestReading Part, ImmutableArray<HeatLimit> Limits)? Nearest(IReadOnlyCollection<LatestReading> readings, ThermalConfig declared)
    {
        var parts = readings.Where(HottestSensor.IsOne)
            .Select(part => (Part: part, Limits: ThermalSeries.LimitsOf(part.Series, readings)
                .Concat(declared.LimitCelsius is { } limit ? [new HeatLimit(limit, "the limit in lab.yaml")] : []).ToImmutableArray()))
            .OrderBy(part => part.Limits.IsEmpty ? double.MaxValue : part.Limits.Min(limit => limit.Celsius) - part.Part.Value)
            .ThenByDescending(part => part.Part.Value)
            .ToList();
        return parts.Count == 0 ? null : parts[0];
    }

    /// <param name="own">What was read of the node itself, where most sensors beside it hang: its history is not gone through again.</param>
    private Track Beside(IReadOnlyList<SeriesHistory> own, NodeConfig node, SensorPlace place, DateTimeOffset now, TimeSpan back, Predicate<Series> wanted) =>
        Tracks(place.Node is { } other && other != node.Name ? Read(other, now, back, wanted) : own, wanted).FirstOrDefault(Track.None) with { Name = place.ToString() };

    private IReadOnlyList<SeriesHistory> Read(string node, DateTimeOffset now, TimeSpan back, Predicate<Series> wanted) =>
        history.Query(node, wanted, (now - back).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());

    private static IEnumerable<Track> Tracks(IReadOnlyList<SeriesHistory> found, Predicate<Series> wanted) => found
        .Where(history => wanted(history.Series))
        .Select(history => new Track(
            ThermalSeries.NameOf(history.Series),
            [.. history.WallMs.Zip(history.Values, (wallMs, value) => new TimedValue(DateTimeOffset.FromUnixTimeMilliseconds(wallMs), value)).Where(value => double.IsFinite(value.Value))]));
}
