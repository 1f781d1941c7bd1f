using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Homelab.Host.Logging;

/// <summary>
/// Makes a line of one log call: <c>level ts event msg</c>, then the call's own values by their names. The event is the event id's
/// name, or the last part of the category with the number.
/// </summary>
internal sealed class LogfmtLogger(LogfmtLoggerProvider provider, string category) : ILogger
{
    private const string Template = "{OriginalFormat}";

    private readonly string _shortCategory = category[(category.LastIndexOf('.') + 1)..];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var values = state as IReadOnlyList<KeyValuePair<string, object?>>;
        var message = formatter(state, exception);
        if (!IsEnabled(logLevel) || !provider.TryTake(category, eventId.Id, TemplateOf(values) ?? message, out var suppressed))
        {
            return;
        }

        var line = new StringBuilder(160);
        if (provider.Options.JournalPrefix)
        {
            line.Append('<').Append(LogfmtLine.PriorityOf(logLevel)).Append('>');
        }

        LogfmtLine.AppendPair(line, "level", LogfmtLine.NameOf(logLevel));
        LogfmtLine.AppendPair(line, "ts", provider.WallClock.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        LogfmtLine.AppendPair(line, "event", eventId.Name ?? (eventId.Id == 0 ? _shortCategory : $"{_shortCategory}.{eventId.Id}"));
        LogfmtLine.AppendPair(line, "msg", message);
        foreach (var (name, value) in values ?? [])
        {
            if (name != Template)
            {
                LogfmtLine.AppendPair(line, name, value);
            }
        }

        if (exception is not null)
        {
            LogfmtLine.AppendPair(line, "error", exception.GetType().Name);
            if (provider.Options.ExceptionMessages)
            {
                LogfmtLine.AppendPair(line, "error_detail", exception.ToString());
            }
        }

        if (suppressed > 0)
        {
            LogfmtLine.AppendPair(line, "suppressed", suppressed);
        }

        provider.Write(line.ToString());
    }

    private static string? TemplateOf(IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        for (var i = (values?.Count ?? 0) - 1; i >= 0; i--)
        {
            if (values![i].Key == Template)
            {
                return values[i].Value as string;
            }
        }

        return null;
    }
}
