namespace Homelab.Host.Bus;

/// <summary>
/// A bus by its socket, connected when first needed and again after a break. Nothing is held while the bus is absent. A call that breaks
/// on an old connection is made once more on a new one, so a restarted bus costs no failed call. Safe to share; calls go one by one.
/// </summary>
public sealed class SystemBus(string socket, TimeProvider clock) : IDisposable
{
    /// <summary>Of the running host (D-Bus specification, "Well-known Message Bus Instances").</summary>
    public const string HostSocket = "/run/dbus/system_bus_socket";

    private readonly Lock _gate = new();
    private BusConnection? _connection;

    /// <summary>Connects where needed, calls, waits at most <paramref name="timeout"/> for each of the two.</summary>
    public BusResult<T> Call<T>(BusCall call, TimeSpan timeout, Func<BusReader, T> read)
    {
        lock (_gate)
        {
            if (_connection is not null)
            {
                var result = _connection.Call(call, timeout, read);
                if (result.Fault is not (BusFault.Disconnected or BusFault.TimedOut))
                {
                    return result;
                }

                Drop();
                if (result.Fault == BusFault.TimedOut)
                {
                    return result;
                }
            }

            var opened = BusConnection.Open(socket, timeout, clock);
            if (!opened.Succeeded)
            {
                return opened.As<BusConnection, T>();
            }

            _connection = opened.Value;
            return _connection!.Call(call, timeout, read);
        }
    }

    /// <summary>Gives the connection back; the next call makes another. For callers that call seldom.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    public void Dispose() => Drop();
}
