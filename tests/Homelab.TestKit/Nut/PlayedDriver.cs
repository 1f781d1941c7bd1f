using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;

namespace Homelab.TestKit.Nut;

/// <summary>
/// A UPS behind a real upsd: it speaks the protocol of NUT's drivers (<c>docs/sock-protocol.txt</c>) on the driver's socket, for dummy-ups
/// knows no command that cuts.
/// </summary>
public sealed class PlayedDriver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _variables = new();
    private readonly ConcurrentDictionary<StreamWriter, bool> _servers = [];
    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;
    private bool _isDisposed;

    public PlayedDriver(params (string Name, string Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _variables[name] = value;
        }
    }

    public IReadOnlyList<string> Commands { get; init; } = ["shutdown.return", "shutdown.stop"];

    /// <summary>Variables that may be set.</summary>
    public IReadOnlyList<string> Writable { get; init; } = ["ups.delay.shutdown", "ups.delay.start"];

    /// <summary>What its firmware makes of seconds that are set.</summary>
    public Func<int, int> Rounds { get; init; } = seconds => seconds;

    /// <summary>0 is done, 1 unknown, 3 failed; null never answers.</summary>
    public int? Outcome { get; set; } = 0;

    /// <summary>A command at which it fails, whatever the outcome of the others.</summary>
    public string? Fails { get; set; }

    /// <summary>Instant commands that it was given, in order.</summary>
    public ConcurrentQueue<string> Given { get; } = new();

    public string this[string variable] => _variables[variable];

    public void Start(string socket)
    {
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(socket));
        _listener.Listen();
        _ = Task.Run(AcceptAsync);
    }

    public void Set(string variable, string value)
    {
        _variables[variable] = value;
        foreach (var server in _servers.Keys)
        {
            try
            {
                Say(server, $"SETINFO {variable} \"{value}\"\n");
            }
            catch (Exception gone) when (gone is IOException or ObjectDisposedException)
            {
                // upsd stopped; the next one asks for all.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        _listener?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                var server = await _listener!.AcceptAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(server));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream);
        _servers[writer] = true;
        try
        {
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                Say(writer, Answer([.. line.Split(' ').Select(word => word.Trim('"'))]));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or IOException)
        {
            // upsd or the test is gone.
        }
        finally
        {
            _servers.TryRemove(writer, out _);
        }
    }

    /// <summary>Answers and news come from different threads.</summary>
    private static void Say(StreamWriter server, string text)
    {
        lock (server)
        {
            server.Write(text);
            server.Flush();
        }
    }

    private string Answer(List<string> words) => words[0] switch
    {
        "PING" => "PONG\n",
        "DUMPALL" =>
            string.Concat(_variables.Select(variable => $"SETINFO {variable.Key} \"{variable.Value}\"\n"))
            + string.Concat(Writable.Select(variable => $"SETFLAGS {variable} RW STRING\nSETAUX {variable} 10\n"))
            + string.Concat(Commands.Select(command => $"ADDCMD {command}\n"))
            + "DATAOK\nDUMPDONE\n",
        "INSTCMD" => Command(words),
        "SET" when words.Count > 2 => Setting(words),
        _ => "",
    };

    private string Command(List<string> words)
    {
        Given.Enqueue(words[1]);
        return Tracked(words, words[1] == Fails ? 3 : Outcome);
    }

    private string Setting(List<string> words)
    {
        var value = int.TryParse(words[2], out var seconds) ? Rounds(seconds).ToString(CultureInfo.InvariantCulture) : words[2];
        _variables[words[1]] = value;
        return $"SETINFO {words[1]} \"{value}\"\n{Tracked(words, 0)}";
    }

    private static string Tracked(List<string> words, int? outcome) =>
        words.IndexOf("TRACKING") is var at and > 0 && outcome is { } code ? $"TRACKING {words[at + 1]} {code}\n" : "";
}
