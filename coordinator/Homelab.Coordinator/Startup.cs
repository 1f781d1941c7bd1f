using System.Globalization;
using Homelab.Coordinator.Lab;
using Homelab.Files.Diagnostics;
using Homelab.Files.Programs;
using Homelab.Files.Secrets;
using Homelab.Host.Identity;
using Homelab.Host.Programs;

namespace Homelab.Coordinator;

/// <summary>From the command line to a running coordinator, or to a sentence that says why not.</summary>
internal static class Startup
{
    public static async Task<int> Check(CommandLine line, TimeProvider clock)
    {
        if (Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        await using var lab = await LabFileSource.Open(file.LabFile, clock);
        Print(lab.First.Diagnostics);
        var secrets = SecretStore.FromEnvironment(file.SecretsDirectory);
        var problems = (lab.First.Lab?.Feeds ?? []).Select(feed => feed.Password).OfType<string>().Select(reference => secrets.Resolve(reference).Problem).OfType<Diagnostic>().ToList();
        Print(problems);
        if (lab.First.HasErrors || problems.Count > 0)
        {
            return ExitCode.Configuration;
        }

        Console.Out.WriteLine($"{line.ConfigPath} and {file.LabFile} are usable.");
        return ExitCode.Done;
    }

    public static async Task<int> Run(CommandLine line, TimeProvider clock)
    {
        if (Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        await using var lab = await LabFileSource.Open(file.LabFile, clock);
        if (lab.First.HasErrors)
        {
            Print(lab.First.Diagnostics);
            Console.Error.WriteLine($"homelab-coordinator: {file.LabFile} has errors, and there is no earlier lab to go on with. Correct it; see homelab check.");
            return ExitCode.Configuration;
        }

        try
        {
            Directory.CreateDirectory(file.StateDirectory);
            Directory.CreateDirectory(file.RuntimeDirectory);
            var identity = BootIdentity.Read("/");
            var instance = identity.Incarnation.ToString("x16", CultureInfo.InvariantCulture);
            await using var app = CoordinatorHost.Build(file, lab, identity, instance, clock);
            await app.StartAsync();
            await app.WaitForShutdownAsync();

            // A part that failed stops the host, which by itself would look like a wished end to the service manager.
            var hasFault = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().Any(service => service.ExecuteTask is { IsFaulted: true });
            return hasFault ? ExitCode.Failed : ExitCode.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Console.Error.WriteLine($"homelab-coordinator: {failure.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Null where the file has errors, which are printed.</summary>
    private static CoordinatorFileConfig? Read(CommandLine line)
    {
        var result = CoordinatorFile.Read(line.ConfigPath);
        Print(result.Diagnostics);
        return result.File is { } file && line.StateDirectory is { } state ? file with { StateDirectory = state } : result.File;
    }

    private static void Print(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            Console.Error.WriteLine(diagnostic);
        }
    }
}
