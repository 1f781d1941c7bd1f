using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Homelab.Host;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Outbox;

/// <summary>This test program, started again, records and flushes until it is killed; a later run sends what it left.</summary>
public sealed class KilledAgentTests
{
    private const string StateIn = "HOMELAB_TEST_AGENT_STATE";

    [Fact]
    public void After_kill_9_all_that_was_flushed_is_sent_once_and_nothing_else()
    {
        using var folder = new TempFolder();
        var random = new Random(11);
        ulong total = 0;
        for (ulong round = 1; round <= 6; round++)
        {
            total += RunAndKill(folder.Path, round, random.Next(3, 40));
        }

        using var agent = new KeptAgent(folder.Path, new BootClock(), incarnation: 99);
        agent.Keeper.Step();
        var sent = agent.SendAll();
        Assert.DoesNotContain(sent, frame => frame.Event is not null);
        Assert.Equal(sent.Count, sent.Select(frame => (frame.Key.Incarnation, frame.Key.Sequence)).Distinct().Count());
        Assert.InRange((ulong)sent.Count, total, ulong.MaxValue);
        foreach (var run in sent.GroupBy(frame => frame.Key.Incarnation))
        {
            Assert.Equal(Enumerable.Range(1, run.Count()).Select(i => (ulong)i), run.Select(frame => frame.Key.Sequence).Order());
        }
    }

    /// <summary>Gives how many readings the process had said to be in its outbox.</summary>
    private static ulong RunAndKill(string folder, ulong incarnation, int lines)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment[StateIn] = $"{incarnation} {folder}";
        using var process = Process.Start(start)!;
        ulong durable = 0;
        for (var i = 0; i < lines; i++)
        {
            durable = ulong.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        }

        process.Kill();
        process.WaitForExit();
        Assert.True(durable > 0);
        return durable;
    }

    [ModuleInitializer]
    internal static void RecordIfAsked()
    {
        if (Environment.GetEnvironmentVariable(StateIn)?.Split(' ', 2) is not [var incarnation, var folder])
        {
            return;
        }

        // On this thread alone: another would wait for this module to be initialised.
        using var output = Console.OpenStandardOutput();
        using var never = new ManualResetEventSlim();
        using var agent = new KeptAgent(folder, new BootClock(), ulong.Parse(incarnation, CultureInfo.InvariantCulture),
            settings => settings with { FlushInterval = TimeSpan.FromMilliseconds(20) });
        for (ulong taken = 1, said = 0; ; taken++)
        {
            never.Wait(TimeSpan.FromMilliseconds(2));
            agent.Read(taken);
            agent.Keeper.Step();
            var durable = taken - (ulong)agent.Recorder.Frames;
            if (durable > said)
            {
                output.Write(System.Text.Encoding.ASCII.GetBytes($"{said = durable}\n"));
            }
        }
    }
}
