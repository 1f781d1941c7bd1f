using Microsoft.Extensions.Logging;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>A log in which an exception counts: what a part of the program passes over with a line, because a stream or a loop must go on, is a mistake all the same.</summary>
internal sealed class Loud<T> : ILogger<T>
{
    private Exception? _said;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _said ??= exception is null ? null : new InvalidOperationException(formatter(state, exception), exception);

    /// <exception cref="InvalidOperationException">Something was said since the last look.</exception>
    public void Look()
    {
        if (Interlocked.Exchange(ref _said, null) is { } said)
        {
            throw said;
        }
    }
}
