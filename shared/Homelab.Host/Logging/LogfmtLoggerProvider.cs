using Homelab.Domain;
using Microsoft.Extensions.Logging;

namespace Homelab.Host.Logging;

/// <summary>Writes every log line as logfmt to one stream, at a bounded rate for each event.</summary>
[ProviderAlias("Logfmt")]
public sealed class LogfmtLoggerProvider : ILoggerProvider
{
    private readonly LineWriter _writer;
    private readonly LineBudget _budget;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();

    public LogfmtLoggerProvider(LogfmtOptions options, Stream output, TimeProvider clock)
    {
        Options = options;
        _writer = new LineWriter(output);
        _budget = new LineBudget(options.Burst, options.Refill);
        _clock = clock;
    }

    internal LogfmtOptions Options { get; }

    public ILogger CreateLogger(string categoryName) => new LogfmtLogger(this, categoryName);

    public void Dispose() => _writer.Dispose();

    internal DateTimeOffset WallClock => _clock.GetUtcNow();

    internal bool TryTake(string category, int eventId, string template, out long suppressed)
    {
        lock (_gate)
        {
            return _budget.TryTake(category, eventId, template, _clock.Now(), out suppressed);
        }
    }

    internal void Write(string line) => _writer.Add(line);
}
