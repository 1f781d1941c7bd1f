using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Homelab.Host.Bus;

/// <summary>
/// A connection to a message bus by its socket. One call at a time; a call and the opening each have a bound. After
/// <see cref="BusFault.Disconnected"/> or <see cref="BusFault.TimedOut"/> open a new one.
/// </summary>
public sealed class BusConnection : IDisposable
{
    private readonly BusHandle _bus;
    private readonly Lock _gate = new();

    private BusConnection(BusHandle bus) => _bus = bus;

    /// <param name="socket">Path of the bus's socket, such as /run/dbus/system_bus_socket.</param>
    public static BusResult<BusConnection> Open(string socket, TimeSpan timeout, TimeProvider clock)
    {
        if (!File.Exists(socket))
        {
            return BusResult.Failed<BusConnection>(BusFault.NoBus, $"there is no message bus at {socket}");
        }

        try
        {
            return Start(socket, timeout, clock);
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return BusResult.Failed<BusConnection>(BusFault.NoLibrary, "libsystemd.so.0 is not on this machine or too old");
        }
    }

    /// <summary>Calls, waits for the answer and gives it to <paramref name="read"/>.</summary>
    public BusResult<T> Call<T>(BusCall call, TimeSpan timeout, Func<BusReader, T> read)
    {
        lock (_gate)
        {
            var made = SdBus.NewMethodCall(_bus, out var message, call.Service, call.Path, call.Interface, call.Member);
            using (message)
            {
                if (made < 0 || !BusArguments.Append(message, call.Arguments))
                {
                    return BusResult.Failed<T>(BusFault.Disconnected, $"the bus connection does not take the call {call.Member}");
                }

                var error = default(BusError);
                var answered = SdBus.Call(_bus, message, (ulong)Math.Max(1, timeout.TotalMicroseconds), ref error, out var reply);
                using (reply)
                {
                    return answered < 0 ? BusFaults.From<T>(call, answered, ref error) : Read(call, reply, read);
                }
            }
        }
    }

    public void Dispose() => _bus.Dispose();

    private static BusResult<BusConnection> Start(string socket, TimeSpan timeout, TimeProvider clock)
    {
        if (SdBus.New(out var bus) < 0 || SdBus.SetAddress(bus, AddressOf(socket)) < 0 || SdBus.SetBusClient(bus, 1) < 0 || SdBus.Start(bus) < 0)
        {
            bus.Dispose();
            return BusResult.Failed<BusConnection>(BusFault.NoBus, $"nobody answers at the message bus {socket}");
        }

        var started = clock.GetTimestamp();
        while (true)
        {
            // sd_bus_call would wait for the handshake without a bound, so it is driven to its end here.
            var ready = SdBus.IsReady(bus);
            if (ready > 0)
            {
                return BusResult.Of(new BusConnection(bus));
            }

            var left = timeout - clock.GetElapsedTime(started);
            var processed = ready < 0 ? ready : SdBus.Process(bus, 0);
            if (processed < 0 || left <= TimeSpan.Zero)
            {
                bus.Dispose();
                return processed < 0
                    ? BusResult.Failed<BusConnection>(BusFault.Disconnected, $"the message bus {socket} ended the handshake")
                    : BusResult.Failed<BusConnection>(BusFault.TimedOut, $"the message bus {socket} does not answer within {timeout.TotalSeconds:0.#}s");
            }

            if (processed == 0)
            {
                _ = SdBus.Wait(bus, (ulong)left.TotalMicroseconds);
            }
        }
    }

    private static BusResult<T> Read<T>(BusCall call, MessageHandle reply, Func<BusReader, T> read)
    {
        var reader = new BusReader(reply);
        var value = read(reader);
        return reader.IsMalformed
            ? BusResult.Failed<T>(BusFault.Malformed, $"{call.Service} answered {call.Member} with other types than its interface says")
            : BusResult.Of(value);
    }

    /// <summary>The address of a socket, escaped as the D-Bus specification has it (section "Server Addresses").</summary>
    private static string AddressOf(string socket)
    {
        var address = new StringBuilder("unix:path=");
        foreach (var octet in Encoding.UTF8.GetBytes(socket))
        {
            if (char.IsAsciiLetterOrDigit((char)octet) || "-_/.*".Contains((char)octet, StringComparison.Ordinal))
            {
                address.Append((char)octet);
            }
            else
            {
                address.Append(CultureInfo.InvariantCulture, $"%{octet:x2}");
            }
        }

        return address.ToString();
    }
}
