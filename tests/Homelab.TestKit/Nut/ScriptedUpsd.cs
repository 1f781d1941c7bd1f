using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Homelab.TestKit.Nut;

/// <summary>What a scripted peer does after it has read a request.</summary>
public abstract record ScriptedReply
{
    public static ScriptedReply Text(string text) => new SayBytes(Encoding.UTF8.GetBytes(text));

    public static ScriptedReply Bytes(byte[] bytes) => new SayBytes(bytes);

    /// <summary>Says this and hangs up.</summary>
    public static ScriptedReply TextThenClose(string text) => new SayBytes(Encoding.UTF8.GetBytes(text), ThenClose: true);

    public static ScriptedReply Silence => new SayBytes([]);

    public static ScriptedReply Close => new SayBytes([], ThenClose: true);

    /// <summary>Says this again and again until the client hangs up.</summary>
    public static ScriptedReply Endlessly(string text) => new SayBytes(Encoding.UTF8.GetBytes(text), Forever: true);

    internal sealed record SayBytes(byte[] Payload, bool ThenClose = false, bool Forever = false) : ScriptedReply;
}

/// <summary>
/// A TCP peer on loopback that answers as the test says: garbage, half lines, silence, disconnects in the middle of a list.
/// It answers line by line, from a function of the request.
/// </summary>
public sealed class ScriptedUpsd : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, ScriptedReply> _reply;
    private readonly Task _accepting;

    public ScriptedUpsd(Func<string, ScriptedReply> reply)
    {
        _reply = reply;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Every line that any client sent.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Connections { get; private set; }

    /// <summary>
    /// Answers STARTTLS, USERNAME, PASSWORD and LOGOUT like an upsd without TLS, and the rest by <paramref name="reply"/>.
    /// </summary>
    public static ScriptedUpsd Polite(Func<string, ScriptedReply> reply) => new(request => request.Split(' ')[0] switch
    {
        "STARTTLS" => ScriptedReply.Text("ERR FEATURE-NOT-CONFIGURED\n"),
        "USERNAME" or "PASSWORD" => ScriptedReply.Text("OK\n"),
        "LOGOUT" => ScriptedReply.TextThenClose("OK Goodbye\n"),
        _ => reply(request),
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var peers = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Connections++;
                peers.Add(ServeAsync(client));
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(peers);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_stop.Token) is { } request)
            {
                Requests.Enqueue(request);
                var reply = (ScriptedReply.SayBytes)_reply(request);
                do
                {
                    await stream.WriteAsync(reply.Payload, _stop.Token);
                }
                while (reply.Forever);

                if (reply.ThenClose)
                {
                    return;
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // The client hung up or the test is over.
        }
    }
}
