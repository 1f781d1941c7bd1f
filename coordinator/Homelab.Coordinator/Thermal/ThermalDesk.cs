using System.Collections.Immutable;
using Homelab.Coordinator.Api;
using Homelab.Coordinator.Readings;
using Homelab.Domain.Lab;
using Homelab.Domain.Readings;
using Homelab.Domain.Thermal;
using Homelab.Host;
using Homelab.Store;

namespace Homelab.Coordinator.Thermal;

/// <summary>Answers what is known of the heat of nodes. It reads 30 days of history, so it is asked and never polled.</summary>
public sealed class ThermalDesk(ILabInForce lab, ReadingHistory history, LatestReadings latest, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5), Back = TimeSpan.FromDays(30);

    /// <param name="node">Empty for every node of the lab.</param>
    public Answer<ThermalAssessment[]> Look(string node)
    {
        if (node.Length > 0 && lab.Current.Node(node) is null)
        {
            return UnknownName.Node(node, lab.Current);
        }

        try
        {
            return lab.Current.Nodes.Where(known => node.Length == 0 || known.Name == node).Select(known => ThermalAssessor.Assess(SightOf(known))).ToArray();
        }
        catch (StoreException failure)
        {
            return ApiProblem.NotNow($"The history could not be read just now; ask again. {failure.Message}");
        }
    }

    private ThermalSight SightOf(NodeConfig node)
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
        var own = Read(node.Name, now, series => series == part.Series || ThermalSeries.IsFan(series) || ThermalSeries.IsLoad(series) || ThermalSeries.IsBrake(series) || ThermalSeries.IsSlowSeconds(series)
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
            Room = room is null ? null : Beside(own, node, room, now, IsRoom),
            Door = door is null ? null : Beside(own, node, door, now, IsDoor),
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
    private Track Beside(IReadOnlyList<SeriesHistory> own, NodeConfig node, SensorPlace place, DateTimeOffset now, Predicate<Series> wanted) =>
        Tracks(place.Node is { } other && other != node.Name ? Read(other, now, wanted) : own, wanted).FirstOrDefault(Track.None) with { Name = place.ToString() };

    private IReadOnlyList<SeriesHistory> Read(string node, DateTimeOffset now, Predicate<Series> wanted) =>
        history.Query(node, wanted, (now - Back).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());

    private static IEnumerable<Track> Tracks(IReadOnlyList<SeriesHistory> found, Predicate<Series> wanted) => found
        .Where(history => wanted(history.Series))
        .Select(history => new Track(
            ThermalSeries.NameOf(history.Series),
            [.. history.WallMs.Zip(history.Values, (wallMs, value) => new TimedValue(DateTimeOffset.FromUnixTimeMilliseconds(wallMs), value)).Where(value => double.IsFinite(value.Value))]));
}
