using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Homelab.Coordinator.Tests.Readings;

/// <summary>Keeps what is logged, so that a failing test can show it.</summary>
internal sealed class SpokenLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> Lines => _lines;

    public ILogger<T> For<T>() => new Writer<T>(_lines);

    public ILogger CreateLogger(string categoryName) => new Writer<object>(_lines);

    public void Dispose()
    {
        // What was said outlives whoever said it.
    }

    private sealed class Writer<T>(ConcurrentQueue<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
