using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Homelab.Domain.Lab;
using Homelab.Domain.Power;

namespace Homelab.Nut.Apcupsd;

/// <summary>
/// Asks apcupsd's network information server for its status, over a connection of its own each time (apcupsd's manual, "NIS Server/Client Protocol"): two bytes of length, the higher first, before
/// each message, and a length of zero at the end.
/// </summary>
public sealed class NisReader(ApcupsdSource source, TimeProvider clock)
{
    /// <summary>apcupsd's own lines have at most some eighty bytes.</summary>
    public const int MaxRecordBytes = 1024;

    /// <summary>It tells some sixty.</summary>
    public const int MaxRecords = 256;

    /// <summary>For connecting and the whole answer together.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Opens the connection; a throw of it is the network's.</summary>
    internal Func<CancellationToken, Task<Stream>>? Connect { get; init; }

    private static readonly byte[] s_question = [0, 6, .. "status"u8];

    /// <summary>The status in NUT's variables.</summary>
    /// <exception cref="NisException">No status could be had; the next call tries afresh.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancel)
    {
        using var bound = new CancellationTokenSource(Bound, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, bound.Token);
        try
        {
            var fields = await AskAsync(linked.Token).ConfigureAwait(false);
            return ApcupsdStatus.Doubt(fields) is { } doubt
                ? throw new NisException(fields.ContainsKey("STATUS") ? FeedFailure.DataStale : FeedFailure.BadAnswer, $"apcupsd at {source} {doubt}.")
                : ApcupsdStatus.ToNut(fields);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new NisException(FeedFailure.TimedOut, $"apcupsd at {source} did not answer within {Bound.TotalSeconds:0.#} s.");
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            var why = (failure as SocketException ?? failure.InnerException as SocketException) is { } socket ? SocketWords.Of(socket.SocketErrorCode) : "it closed the connection in the middle of its answer";
            throw new NisException(FeedFailure.Unreachable, $"apcupsd at {source} cannot be reached: {why}.", failure);
        }
    }

    private async Task<Dictionary<string, string>> AskAsync(CancellationToken cancel)
    {
        await using var stream = await (Connect is { } connect ? connect(cancel) : TcpStream.OpenAsync(source.Host, source.Port, cancel)).ConfigureAwait(false);
        await stream.WriteAsync(s_question, cancel).ConfigureAwait(false);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var buffer = new byte[MaxRecordBytes];
        for (var count = 0; await RecordAsync(stream, buffer, cancel).ConfigureAwait(false) is { Length: > 0 } record; count++)
        {
            if (count == MaxRecords)
            {
                throw new NisException(FeedFailure.BadAnswer, $"apcupsd at {source} sent more than {MaxRecords} lines.");
            }

            if (record.Split(':', 2) is [var name, var value])
            {
                fields[name.Trim()] = value.Trim();
            }
        }

        return fields;
    }

    private async Task<string> RecordAsync(Stream stream, byte[] buffer, CancellationToken cancel)
    {
        await stream.ReadExactlyAsync(buffer.AsMemory(0, 2), cancel).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        if (length > MaxRecordBytes)
        {
            throw new NisException(FeedFailure.BadAnswer, $"What answers at {source} is no apcupsd: it announces a line of {length} bytes.");
        }

        await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancel).ConfigureAwait(false);
        return new string([.. Encoding.UTF8.GetString(buffer, 0, length).Where(character => !char.IsControl(character))]);
    }
}
