using System.Collections.Immutable;

namespace Homelab.Host.Bus;

/// <summary>A unit as systemd lists it (org.freedesktop.systemd1(5), ListUnits).</summary>
public sealed record UnitRow(string Name, string LoadState, string ActiveState, string SubState);

/// <summary>How many loaded units are in which state, and those that failed.</summary>
public sealed record UnitSummary(int Active, int Activating, int Deactivating, int Inactive, int Failed, ImmutableArray<UnitRow> FailedUnits);

/// <summary>The calls to systemd's manager (org.freedesktop.systemd1(5)).</summary>
public sealed class SystemdUnits(SystemBus bus)
{
    private const string Service = "org.freedesktop.systemd1";
    private const string Path = "/org/freedesktop/systemd1";
    private const string Manager = "org.freedesktop.systemd1.Manager";
    private const string Row = "ssssssouso";
    private const int FailedUnitsMax = 64;

    /// <summary>running, degraded, starting, stopping and so on (systemctl(1), is-system-running).</summary>
    public BusResult<string> SystemState(TimeSpan timeout) =>
        bus.Call(BusCall.Property(Service, Path, Manager, "SystemState"), timeout, reader =>
        {
            reader.EnterVariant("s");
            return reader.Text();
        });

    /// <summary>How long a unit that names no bound of its own may take to stop (DefaultTimeoutStopSec); null where there is no bound.</summary>
    public BusResult<TimeSpan?> DefaultStopBound(TimeSpan timeout) =>
        bus.Call(BusCall.Property(Service, Path, Manager, "DefaultTimeoutStopUSec"), timeout, reader =>
        {
            reader.EnterVariant("t");
            return reader.LongNumber() is var microseconds and < long.MaxValue / 10 ? TimeSpan.FromMicroseconds(microseconds) : (TimeSpan?)null;
        });

    /// <summary>Counts every loaded unit and names at most 64 failed ones.</summary>
    public BusResult<UnitSummary> Summarise(TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "ListUnits"), timeout, CountRows);

    /// <summary>The states of these units, also of those that are not loaded or do not exist (load state not-found).</summary>
    public BusResult<ImmutableArray<UnitRow>> ByNames(ImmutableArray<string> names, TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, "ListUnitsByNames", new BusArgument.Texts(names)), timeout, ReadRows);

    /// <summary>Asks for a stop as `systemctl stop` does (StopUnit, mode replace). Succeeds when the job is queued.</summary>
    public BusResult<bool> Stop(string unit, TimeSpan timeout) => Ask("StopUnit", unit, timeout);

    /// <summary>Asks for a start as `systemctl start` does (StartUnit, mode replace). Succeeds when the job is queued.</summary>
    public BusResult<bool> Start(string unit, TimeSpan timeout) => Ask("StartUnit", unit, timeout);

    private BusResult<bool> Ask(string method, string unit, TimeSpan timeout) =>
        bus.Call(new BusCall(Service, Path, Manager, method, new BusArgument.Text(unit), new BusArgument.Text("replace")), timeout, _ => true);

    private static ImmutableArray<UnitRow> ReadRows(BusReader reader)
    {
        var rows = ImmutableArray.CreateBuilder<UnitRow>();
        reader.EnterArray($"({Row})");
        while (reader.EnterStruct(Row))
        {
            var name = reader.Text();
            reader.Skip("s");
            rows.Add(new UnitRow(name, reader.Text(), reader.Text(), reader.Text()));
            reader.Skip("souso");
            reader.Exit();
        }

        return rows.ToImmutable();
    }

    private static UnitSummary CountRows(BusReader reader)
    {
        int active = 0, activating = 0, deactivating = 0, inactive = 0, failed = 0;
        var failedUnits = ImmutableArray.CreateBuilder<UnitRow>();
        reader.EnterArray($"({Row})");
        while (reader.EnterStruct(Row))
        {
            var name = reader.TextBytes();
            reader.Skip("s");
            var load = reader.TextBytes();
            var state = reader.TextBytes();
            if (state.SequenceEqual("failed"u8))
            {
                failed++;
                if (failedUnits.Count < FailedUnitsMax)
                {
                    failedUnits.Add(new UnitRow(Decode(name), Decode(load), "failed", reader.Text()));
                }
                else
                {
                    reader.Skip("s");
                }
            }
            else
            {
                active += state.SequenceEqual("active"u8) || state.SequenceEqual("reloading"u8) ? 1 : 0;
                activating += state.SequenceEqual("activating"u8) ? 1 : 0;
                deactivating += state.SequenceEqual("deactivating"u8) ? 1 : 0;
                inactive += state.SequenceEqual("inactive"u8) ? 1 : 0;
                reader.Skip("s");
            }

            reader.Skip("souso");
            reader.Exit();
        }

        return new UnitSummary(active, activating, deactivating, inactive, failed, failedUnits.ToImmutable());
    }

    private static string Decode(ReadOnlySpan<byte> text) => System.Text.Encoding.UTF8.GetString(text);
}
