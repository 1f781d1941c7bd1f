using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Homelab.TestKit.Nut;

/// <summary>
/// A TCP peer on loopback that answers like apcupsd's network information server, or with any bytes at all. It answers as often as it is asked on one connection, as apcupsd does.
/// </summary>
public sealed class PlayedNis : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private ImmutableDictionary<string, string> _fields = ImmutableDictionary<string, string>.Empty
        .Add("UPSNAME", "rack").Add("MODEL", "Back-UPS XS 700U").Add("LINEV", "230.0 Volts").Add("LOADPCT", "12.0 Percent").Add("BCHARGE", "100.0 Percent")
        .Add("TIMELEFT", "40.0 Minutes").Add("BATTV", "13.5 Volts").Add("NOMPOWER", "390 Watts").Add("STATUS", "ONLINE").Add("STATFLAG", "0x05000008");

    private PlayedNis(Func<byte[]>? answer, bool thenCloses)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(answer ?? (() => Encode(Lines())), thenCloses);
    }

    public int Port { get; }

    /// <summary>How long ago the UPS was last asked, as DATE tells.</summary>
    public TimeSpan Age { get; set; }

    /// <summary>On the mains, until <see cref="Set"/> says something else.</summary>
    public static PlayedNis Start() => new(null, thenCloses: false);

    public static PlayedNis Saying(byte[] bytes, bool thenCloses = true) => new(() => bytes, thenCloses);

    public void Set(params (string Field, string Value)[] fields) => _fields = _fields.SetItems(fields.Select(field => KeyValuePair.Create(field.Field, field.Value)));

    /// <summary>Lines with their lengths, and the end.</summary>
    public static byte[] Encode(IEnumerable<string> lines)
    {
        var bytes = new List<byte>();
        foreach (var line in lines)
        {
            var text = Encoding.UTF8.GetBytes(line + "\n");
            var length = new byte[2];
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)text.Length);
            bytes.AddRange([.. length, .. text]);
        }

        return [.. bytes, 0, 0];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private IEnumerable<string> Lines()
    {
        var now = TimeProvider.System.GetUtcNow();
        return ["APC      : 001,036,0879", $"DATE     : {Stamp(now - Age)}", .. _fields.Select(field => $"{field.Key,-9}: {field.Value}"), $"END APC  : {Stamp(now)}"];
    }

    private static string Stamp(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss +0000", CultureInfo.InvariantCulture);

    private async Task AcceptAsync(Func<byte[]> answer, bool thenCloses)
    {
        var peers = new List<Task>();
        try
        {
            while (true)
            {
                peers.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token), answer, thenCloses));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(peers);
        }
    }

    private async Task ServeAsync(TcpClient client, Func<byte[]> answer, bool thenCloses)
    {
        using var owned = client;
        try
        {
            var question = new byte[8];
            do
            {
                await client.GetStream().ReadExactlyAsync(question, _stop.Token);
                if (!question.AsSpan().SequenceEqual("\0\u0006status"u8))
                {
                    return;
                }

                await client.GetStream().WriteAsync(answer(), _stop.Token);
            }
            while (!thenCloses);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The client hung up or the test is over.
        }
    }
}
