using System.Text;
using Homelab.Host.Logging;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging;

namespace Homelab.Shared.Tests.Host.Logging;

public class LogLinesTests
{
    private readonly HandClock _clock = new(new DateTimeOffset(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero));

    [Fact]
    public void A_line_has_priority_level_time_event_message_and_the_call_s_values()
    {
        var lines = Write(logger => logger.Log(
            LogLevel.Warning, new EventId(7, "CollectorTimedOut"), "collector {Collector} took more than {LimitSeconds}s", "filesystems", 5.5));

        Assert.Equal(
            ["<4>level=warn ts=2026-02-03T04:05:06.789Z event=CollectorTimedOut msg=\"collector filesystems took more than 5.5s\" collector=filesystems limitseconds=5.5"],
            lines);
    }

    [Fact]
    public void What_could_break_a_line_or_forge_a_pair_is_quoted()
    {
        var lines = Write(logger => logger.LogInformation("said {Text}", "a \"b\"\n<0>level=critical c=\\ \u0001 \t"));

        Assert.EndsWith(" text=\"a \\\"b\\\"\\n<0>level=critical c=\\\\ \\u0001 \\t\"", Assert.Single(lines));
    }

    [Fact]
    public void An_empty_value_is_quoted_and_a_plain_one_is_not()
    {
        var lines = Write(logger => logger.LogInformation("{Empty}{Plain}", "", "tcp:445"));

        Assert.EndsWith(" empty=\"\" plain=tcp:445", Assert.Single(lines));
    }

    [Fact]
    public void An_exception_shows_its_message_only_where_messages_are_readable()
    {
        var failure = new IOException("Arg_SomeResource");

        Assert.DoesNotContain("Arg_SomeResource", Assert.Single(Write(logger => logger.LogError(failure, "failed"))));
        Assert.Contains("error=IOException", Assert.Single(Write(logger => logger.LogError(failure, "failed"))));
        Assert.Contains("Arg_SomeResource", Assert.Single(Write(logger => logger.LogError(failure, "failed"), exceptionMessages: true)));
    }

    [Fact]
    public void A_flood_of_one_event_is_cut_and_counted_and_another_event_still_comes_through()
    {
        var lines = Write(logger =>
        {
            for (var i = 0; i < 100; i++)
            {
                logger.LogInformation(new EventId(1, "Flood"), "again {Number}", i);
            }

            logger.LogInformation(new EventId(2, "Other"), "other");
            _clock.Advance(TimeSpan.FromSeconds(5));
            logger.LogInformation(new EventId(1, "Flood"), "again later");
        });

        Assert.Equal(20 + 1 + 1, lines.Length);
        Assert.Contains("event=Other", lines[20]);
        Assert.EndsWith(" suppressed=80", lines[21]);
    }

    [Fact]
    public void Events_without_an_id_are_counted_by_their_template()
    {
        var lines = Write(logger =>
        {
            for (var i = 0; i < 100; i++)
            {
                logger.LogInformation("first {Number}", i);
            }

            logger.LogInformation("second");
        });

        Assert.Equal(21, lines.Length);
    }

    [Fact]
    public void Off_the_journal_a_line_has_no_priority()
    {
        var lines = Write(logger => logger.LogInformation("hello"), prefix: false);

        Assert.StartsWith("level=info ", Assert.Single(lines));
    }

    [Fact]
    public void A_reader_that_closed_its_end_does_not_end_the_program()
    {
        using var provider = new LogfmtLoggerProvider(new LogfmtOptions(true, false, 20, TimeSpan.FromSeconds(5)), new BrokenStream(), _clock);

        provider.CreateLogger("x").LogInformation("into the void");
    }

    [Fact]
    public void Who_still_speaks_when_it_is_closed_does_not_end_the_program()
    {
        using var output = new MemoryStream();
        var provider = new LogfmtLoggerProvider(new LogfmtOptions(true, false, 20, TimeSpan.FromSeconds(5)), output, _clock);
        var logger = provider.CreateLogger("x");
        provider.Dispose();

        logger.LogInformation("too late");
        Assert.Equal(0, output.Length);
    }

    private string[] Write(Action<ILogger> log, bool exceptionMessages = false, bool prefix = true)
    {
        using var output = new MemoryStream();
        using (var provider = new LogfmtLoggerProvider(new LogfmtOptions(prefix, exceptionMessages, 20, TimeSpan.FromSeconds(5)), output, _clock))
        {
            log(provider.CreateLogger("Homelab.Agent.Test"));
        }

        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException();

        public override void Flush() => throw new IOException();
    }
}
