using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Homelab.Host.Logging;

public static class LogfmtSetup
{
    /// <summary>Replaces the log's providers by logfmt on standard error.</summary>
    /// <param name="exceptionMessages">False in programs whose framework messages are resource names.</param>
    public static ILoggingBuilder AddLogfmt(this ILoggingBuilder logging, TimeProvider clock, bool exceptionMessages)
    {
        logging.ClearProviders();
        logging.Services.AddSingleton<ILoggerProvider>(
            _ => new LogfmtLoggerProvider(LogfmtOptions.ForService(exceptionMessages), Console.OpenStandardError(), clock));
        return logging;
    }
}
