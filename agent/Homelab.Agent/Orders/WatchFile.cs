using Google.Protobuf;
using Homelab.Contracts.Shutdown;
using Homelab.Contracts.V1;
using Homelab.Domain.Shutdown;
using Homelab.Store;

namespace Homelab.Agent.Orders;

/// <summary>
/// What the node was told for the time when nobody speaks, in the state directory: a machine that boots into a dead network knows where its
/// feeds are read. Written only when the content differs.
/// </summary>
public sealed class WatchFile(OrdersSettings settings)
{
    private const int BytesMax = 1 << 20;

    private readonly string _path = Path.Combine(settings.StateDirectory, "watch.pb");
    private byte[] _kept = [];

    /// <summary>Whether <see cref="Load"/> found a file that it could not read, and what that means; null where it did not.</summary>
    public string? Unreadable { get; private set; }

    /// <summary>Null where there is none or it cannot be read: then the node knows only what it is given.</summary>
    public AgentWatch? Load()
    {
        try
        {
            if (!File.Exists(_path))
            {
                return null;
            }

            var bytes = new FileInfo(_path).Length <= BytesMax ? File.ReadAllBytes(_path) : throw new IOException($"longer than {BytesMax} bytes");
            var watch = PowerWatch.Parser.ParseFrom(bytes).FromWire(settings.CoordinatorHost);
            _kept = bytes;
            return watch;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidProtocolBufferException)
        {
            Unreadable = $"{_path} cannot be read ({failure.GetType().Name}): this node does not know its feeds until the coordinator speaks";
            return null;
        }
    }

    /// <exception cref="IOException">The disk is full or failing.</exception>
    public void Keep(AgentWatch watch)
    {
        var bytes = watch.ToWire(fence: null).ToByteArray();
        if (!bytes.AsSpan().SequenceEqual(_kept))
        {
            AtomicFile.Write(_path, bytes);
            _kept = bytes;
        }
    }
}
