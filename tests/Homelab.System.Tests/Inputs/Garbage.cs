using System.Net.Sockets;
using System.Text;

namespace Homelab.System.Tests.Inputs;

/// <summary>Bytes that no well-meaning peer sends, and how they are thrown at a port.</summary>
internal static class Garbage
{
    private static readonly byte[] Http2Preface = Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

    /// <summary>The same ones in every run.</summary>
    public static IReadOnlyList<byte[]> Blobs { get; } =
    [
        [],
        [0],
        Noise(1, 64),
        Noise(2, 100_000),
        new byte[70_000],
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\n\r\n"),
        Encoding.ASCII.GetBytes("GET /" + new string('a', 60_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: y\r\n")) + "\r\n"),
        Encoding.ASCII.GetBytes("POST /api/v1/nodes HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"),
        Encoding.ASCII.GetBytes("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        Encoding.ASCII.GetBytes("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        [0x16, 0x03, 0x01, 0x02, 0x00, .. Noise(3, 512)],
        Http2Preface,
        [.. Http2Preface, .. Noise(4, 4096)],
        // SETTINGS, then a HEADERS frame of which the header block is noise (RFC 9113, 4.1 and 6.2).
        [.. Http2Preface, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 32, 1, 4, 0, 0, 0, 1, .. Noise(5, 32)],
        // A frame that claims 16 MiB.
        [.. Http2Preface, 0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1],
    ];

    public static byte[] Noise(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Sends it, reads what comes for a moment, and hangs up.</summary>
    public static async Task ThrowAsync(int port, byte[] blob)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(blob);
            client.Client.Shutdown(SocketShutdown.Send);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            var answer = new byte[4096];
            while (await stream.ReadAsync(answer, patience.Token) > 0)
            {
                // Only that it answers or hangs up, and goes on, is of interest.
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
        {
            // It was hung up on, as it should be, or nothing came.
        }
    }
}
