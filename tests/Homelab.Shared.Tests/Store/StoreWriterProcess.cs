using System.Diagnostics;
using System.Runtime.CompilerServices;
using Homelab.Store;

namespace Homelab.Shared.Tests.Store;

/// <summary>This test program started again as a process of its own that writes until it is killed, and says what is durable.</summary>
internal sealed class StoreWriterProcess : IDisposable
{
    private const string DocumentsIn = "HOMELAB_TEST_WRITES_DOCUMENTS";
    private const string JournalIn = "HOMELAB_TEST_WRITES_JOURNAL";
    private const int Payload = 3000;

    private readonly Process _process;

    private StoreWriterProcess(string variable, string path)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment[variable] = path;
        _process = Process.Start(start)!;
    }

    public static StoreWriterProcess OfDocuments(string path) => new(DocumentsIn, path);

    public static StoreWriterProcess OfJournal(string path) => new(JournalIn, path);

    public static byte[] PayloadOf(long id)
    {
        var payload = new byte[Payload];
        new Random((int)id).NextBytes(payload);
        return payload;
    }

    /// <summary>Reads until so many ids were called durable, kills the process, and gives the last id that it ever said.</summary>
    public long KillAfter(int count)
    {
        var last = 0L;
        for (var i = 0; i < count && _process.StandardOutput.ReadLine() is { } line; i++)
        {
            last = long.Parse(line);
        }

        _process.Kill();
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            last = long.TryParse(line, out var id) && id == last + 1 ? id : last;
        }

        _process.WaitForExit();
        return last;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [ModuleInitializer]
    internal static void WriteIfAsked()
    {
        if (Environment.GetEnvironmentVariable(DocumentsIn) is { } documents)
        {
            using var file = DocumentFile.Open(DocumentFileSettingsFor.Path(documents));
            WriteForever(file.Scan(DocumentFileSettingsFor.Frames).Count, (id, payload) => file.Commit([DocumentFileSettingsFor.Put(id, payload)]));
        }
        else if (Environment.GetEnvironmentVariable(JournalIn) is { } journalPath)
        {
            using var journal = JournalFile.Open(journalPath);
            WriteForever(journal.ReadAll().Count, (_, payload) => journal.Append(payload));
        }
    }

    private static void WriteForever(long last, Action<long, byte[]> write)
    {
        using var output = Console.OpenStandardOutput();
        for (var id = last + 1; ; id++)
        {
            write(id, PayloadOf(id));
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{id}\n"));
        }
    }
}
