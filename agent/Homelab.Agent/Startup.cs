using Homelab.Agent.Orders;
using Homelab.Agent.Trust;
using Homelab.Domain.Shutdown;
using Homelab.Files.Programs;
using Homelab.Host.Identity;
using Homelab.Host.Programs;
using Homelab.Host.Systemd;

namespace Homelab.Agent;

/// <summary>From the command line to a running agent, or to a sentence that says why not.</summary>
internal static class Startup
{
    public static int Check(CommandLine line, TimeProvider clock)
    {
        if (Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        Console.Out.WriteLine($"{line.ConfigPath} is usable.");
        var (isUsable, sentence) = CredentialCheck.Of(file, clock);
        if (sentence.Length > 0)
        {
            (isUsable ? Console.Out : Console.Error).WriteLine(sentence);
        }

        return isUsable ? ExitCode.Done : ExitCode.Configuration;
    }

    public static async Task<int> Run(CommandLine line, TimeProvider clock)
    {
        if (Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        if (!TryMake(file.StateDirectory, "state") || !TryMake(file.RuntimeDirectory, "runtime"))
        {
            return ExitCode.Failed;
        }

        try
        {
            using var host = AgentHost.Build(file, BootIdentity.Read(file.Root), clock);
            host.Services.GetRequiredService<ILogger<CommandLine>>().LogInformation(
                new EventId(1, "Starting"), "Homelab agent {Version} of node {Node} starts, collecting below {Root}", ProgramVersion.Text, file.Node, file.Root);
            await host.StartAsync();
            await host.WaitForShutdownAsync();
            var hasFault = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });
            return hasFault ? ExitCode.Failed : Environment.ExitCode;
        }
#pragma warning disable CA1031 // The last place that can say anything: a service manager starts the agent again.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Console.Error.WriteLine($"homelab-agent: a part of the agent failed ({failure.GetType().Name}); the lines before this one say which.");
            return ExitCode.Failed;
        }
    }

    public static async Task<int> EnforceLease(CommandLine line, TimeProvider clock)
    {
        if (Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        using var systemd = SdNotify.FromEnvironment();
        var enforcer = new LeaseEnforcer(file.RuntimeDirectory, BootIdentity.Read(file.Root).BootId, systemd, clock);
        if (await enforcer.Watch() is not var (lease, end))
        {
            return ExitCode.Done;
        }

        // Nothing of it may keep the machine on: without homelab-late nobody reads the file, and it powers off plainly.
        var back = end.RebootAfter is not { } after ? "" : new LateFile(file.RuntimeDirectory, clock).TryWrite(end) is { } failure
            ? $"; it stays off where its power never goes, for {failure}"
            : $"; homelab-late starts it again in {PlanWords.Span(after)} if its power stays";
        Console.Error.WriteLine($"homelab-agent: the lease of outage {lease.OutageId} ran out and this machine is still on: systemd is to power it off{back}");
        return LeaseEnforcer.LeaseRanOut;
    }

    /// <summary>Null where the file has errors, which are printed.</summary>
    public static AgentFileConfig? Read(CommandLine line)
    {
        var result = AgentFile.Read(line.ConfigPath);
        foreach (var diagnostic in result.Diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }

        return result.File is { } file && line.StateDirectory is { } state ? file with { StateDirectory = state } : result.File;
    }

    private static bool TryMake(string directory, string key)
    {
        try
        {
            Directory.CreateDirectory(directory);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"homelab-agent: the directory of `{key}`, {directory}, cannot be made. Make it, or give the agent the right to.");
            return false;
        }
    }
}
