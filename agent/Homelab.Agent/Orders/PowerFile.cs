using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Store;

namespace Homelab.Agent.Orders;

/// <summary>
/// Lease, orders and fence, kept for an agent that starts again. Lease and orders lie in the runtime directory (tmpfs) with the boot id;
/// the fence also in the state directory, written only when another coordinator speaks, so that a card is not worn by leases. While a lease
/// binds, a file <c>lease</c> stands beside them, for systemd to start who enforces it (<see cref="LeaseEnforcer"/>).
/// </summary>
public sealed class PowerFile(OrdersSettings settings)
{
    private readonly string _power = PathOf(settings.RuntimeDirectory);
    private readonly string _mark = MarkOf(settings.RuntimeDirectory);
    private readonly string _fence = Path.Combine(settings.StateDirectory, "fence.json");
    private readonly List<string> _unreadable = [];
    private AgentPowerState? _written;
    private Fence _writtenFence = Fence.None;

    /// <summary>Of what <see cref="Load"/> found, the files that could not be read, and what that means, a sentence each.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Lease and orders of this boot.</summary>
    public static string PathOf(string runtimeDirectory) => Path.Combine(runtimeDirectory, "power.json");

    /// <summary>Stands while a lease binds that this machine goes down by.</summary>
    public static string MarkOf(string runtimeDirectory) => Path.Combine(runtimeDirectory, "lease");

    /// <summary>The lease of this boot that the agent keeps, and how the machine is to end by it; null where it keeps none, or where the file cannot be read.</summary>
    public static (AgentLease Lease, PowerEnd End)? LeaseOf(string runtimeDirectory, string bootId) =>
        Read(PathOf(runtimeDirectory), PowerJson.Default.KeptPower) is ({ Lease: { } lease } kept, _) && kept.BootId == bootId ? (lease, new PowerEnd(kept.RebootAfter, "") { LateHat = kept.LateHat ?? "" }) : null;

    /// <summary>What this boot left, or a fresh state with the fence of earlier boots.</summary>
    public AgentPowerState Load()
    {
        _writtenFence = ReadOrTell(_fence, PowerJson.Default.Fence, "until a coordinator speaks, an older one is not recognised") ?? Fence.None;
        var fresh = new AgentPowerState { BootId = settings.BootId, Seen = _writtenFence, MayPowerOff = settings.MayPowerOff, AcceptedLineage = settings.AcceptedLineage };
        var kept = ReadOrTell(_power, PowerJson.Default.KeptPower, "a lease of this boot is forgotten until the coordinator gives it again");
        if (kept is null || kept.BootId != settings.BootId)
        {
            return fresh;
        }

        return fresh with
        {
            Seen = kept.Seen.IsOlderThan(_writtenFence) ? _writtenFence : kept.Seen,
            Lease = kept.Lease,
            HasExpired = kept.HasExpired,
            LostSince = kept.LostSince,
            BatterySince = kept.BatterySince,
            Orders = (kept.Orders.IsDefault ? [] : kept.Orders).ToImmutableDictionary(order => order.OrderId),
            UnitOrders = kept.Units.IsDefault ? [] : kept.Units,
        };
    }

    /// <summary>To tmpfs, before anything is answered (P10).</summary>
    /// <exception cref="IOException">The directory is full or gone.</exception>
    public void Keep(AgentPowerState state)
    {
        if (state == _written)
        {
            return;
        }

        var kept = new KeptPower(state.BootId, state.Seen, state.Lease, state.HasExpired, [.. state.Orders.Values], state.LostSince, state.BatterySince) { Units = state.UnitOrders, RebootAfter = state.Watch?.RebootAfter, LateHat = state.Watch?.LateHat };
        AtomicFile.Write(_power, JsonSerializer.SerializeToUtf8Bytes(kept, PowerJson.Default.KeptPower));
        Mark(state is { Lease.Advisory: false, MayPowerOff: true } && settings.PowerOff == PowerOffMode.Logind);
        _written = state;
    }

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void KeepFence(Fence fence)
    {
        // The generation rises every second of an outage; the epoch alone fences a past coordinator after a reboot.
        if (fence.Lineage == _writtenFence.Lineage && fence.Epoch == _writtenFence.Epoch)
        {
            return;
        }

        AtomicFile.Write(_fence, JsonSerializer.SerializeToUtf8Bytes(fence, PowerJson.Default.Fence));
        _writtenFence = fence;
    }

    private void Mark(bool binds)
    {
        if (!binds)
        {
            try
            {
                File.Delete(_mark);
            }
            catch (UnauthorizedAccessException denied)
            {
                throw new IOException("not this program's to delete", denied);
            }
        }
        else if (!File.Exists(_mark))
        {
            AtomicFile.Write(_mark, []);
        }
    }

    private T? ReadOrTell<T>(string path, JsonTypeInfo<T> type, string meaning)
        where T : class
    {
        var (kept, failure) = Read(path, type);
        if (failure is not null)
        {
            _unreadable.Add($"{path} cannot be read ({failure.GetType().Name}): {meaning}");
        }

        return kept;
    }

    private static (T? Kept, Exception? Failure) Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null, null);
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            return (null, failure);
        }
    }
}

internal sealed record KeptPower(string BootId, Fence Seen, AgentLease? Lease, bool HasExpired, ImmutableArray<OrderAnswer> Orders, Moment? LostSince = null, Moment? BatterySince = null)
{
    public ImmutableArray<UnitOrder> Units { get; init; } = [];

    /// <summary>For who enforces the lease: this machine must not stay off where its power stays.</summary>
    public TimeSpan? RebootAfter { get; init; }

    /// <summary>And has this HAT cut before that.</summary>
    public string? LateHat { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(KeptPower))]
[JsonSerializable(typeof(Fence))]
internal sealed partial class PowerJson : JsonSerializerContext;
