using System.Collections.Concurrent;
using System.Text;

namespace Homelab.Host.Logging;

/// <summary>
/// Writes lines on a thread of its own, so that a journal that does not read never stops the program. A full queue loses lines and
/// says how many; closing writes what is queued, for at most two seconds.
/// </summary>
internal sealed class LineWriter : IDisposable
{
    private const int LinesMax = 2000;
    private static readonly TimeSpan ClosingAtMost = TimeSpan.FromSeconds(2);

    private readonly BlockingCollection<string> _lines = new(LinesMax);
    private readonly Stream _output;
    private readonly Thread _thread;
    private long _lost;

    public LineWriter(Stream output)
    {
        _output = output;
        _thread = new Thread(Write, maxStackSize: 256 * 1024) { IsBackground = true, Name = "log" };
        _thread.Start();
    }

    public void Add(string line)
    {
        if (!TryAdd(line))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    public void Dispose()
    {
        _lines.CompleteAdding();
        if (_thread.Join(ClosingAtMost))
        {
            _lines.Dispose();
        }
    }

    private bool TryAdd(string line)
    {
        try
        {
            return _lines.TryAdd(line);
        }
        catch (InvalidOperationException)
        {
            // It was closed: a thread that still runs then ends no program by what it says.
            return false;
        }
    }

    private void Write()
    {
        foreach (var line in _lines.GetConsumingEnumerable())
        {
            var lost = Interlocked.Exchange(ref _lost, 0);
            var text = lost == 0 ? line : $"{line} lost_lines={lost}";
            try
            {
                _output.Write(Encoding.UTF8.GetBytes(text + "\n"));
                _output.Flush();
            }
            catch (Exception failure) when (failure is IOException or ObjectDisposedException)
            {
                // The reader of the log is gone. The program goes on; later lines may find a reader again.
                Interlocked.Add(ref _lost, lost + 1);
            }
        }
    }
}
