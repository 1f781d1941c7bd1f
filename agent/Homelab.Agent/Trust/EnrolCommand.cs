using System.Text;
using Homelab.Files.Programs;
using Homelab.Host.Identity;
using Homelab.Host.Programs;
using Homelab.Store;

namespace Homelab.Agent.Trust;

/// <summary>Enrols this machine, and writes the agent's file where there is none.</summary>
internal static class EnrolCommand
{
    /// <summary>The agent's user reads it, and there is nothing secret in it.</summary>
    private const UnixFileMode ForEverybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static async Task<int> Run(string[] arguments, TimeProvider clock)
    {
        var (line, wrong) = EnrolCommandLine.Parse(arguments);
        if (line is null)
        {
            return CommandLine.Refuse("homelab-agent", wrong);
        }

        var isNew = !File.Exists(line.Shared.ConfigPath);
        if ((isNew ? Fresh(line) : Kept(line)) is not { } file)
        {
            return ExitCode.Configuration;
        }

        var credentials = new CredentialFile(file.StateDirectory);
        try
        {
            credentials.Prepare();
        }
        catch (IOException)
        {
            return Failed($"{Path.GetDirectoryName(credentials.Path)} cannot be made. Run this as root, or as the agent's user: sudo homelab-agent {EnrolCommandLine.Verb} ...");
        }

        var certification = new NodeCertification(line.Coordinator, credentials, MachineLook.Read(file.Root), clock);
        if (await certification.Enrol(line.Node, line.Token, CancellationToken.None) is { Length: > 0 } problem)
        {
            return Failed(problem);
        }

        return Finish(line, file, isNew);
    }

    private static int Finish(EnrolCommandLine line, AgentFileConfig file, bool isNew)
    {
        Console.Out.WriteLine($"{line.Node} is enrolled with the coordinator at {line.Coordinator.GetLeftPart(UriPartial.Authority)}. Its certificate renews itself.");
        try
        {
            if (isNew)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(line.Shared.ConfigPath))!);
                AtomicFile.Write(line.Shared.ConfigPath, Encoding.UTF8.GetBytes(Text(line)), ForEverybody);
                Console.Out.WriteLine($"{line.Shared.ConfigPath} was written; it powers nothing off (power_off: none). Start the agent: systemctl enable --now homelab-agent.service homelab-lease.path");
            }
            else if (file.Coordinator != line.Coordinator)
            {
                Console.Out.WriteLine($"Write into {line.Shared.ConfigPath}:   coordinator: {line.Coordinator.GetLeftPart(UriPartial.Authority)}   and start the agent again: systemctl restart homelab-agent");
            }

            return ExitCode.Done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Failed($"{line.Shared.ConfigPath} could not be written. Write it yourself:\n{Text(line)}");
        }
    }

    private static string Text(EnrolCommandLine line) =>
        $"schema: 1\nnode: {line.Node}\ncoordinator: {line.Coordinator.GetLeftPart(UriPartial.Authority)}\npower_off: none\n";

    private static AgentFileConfig Fresh(EnrolCommandLine line)
    {
        var file = new AgentFileConfig { Node = line.Node };
        return line.Shared.StateDirectory is { } state ? file with { StateDirectory = state } : file;
    }

    /// <summary>Null where the file has errors or is another node's, which is printed.</summary>
    private static AgentFileConfig? Kept(EnrolCommandLine line)
    {
        var file = Startup.Read(line.Shared);
        if (file is not null && file.Node != line.Node)
        {
            Failed($"{line.Shared.ConfigPath} says `node: {file.Node}`, and this line enrols {line.Node}. Correct the one that is wrong.");
            return null;
        }

        return file;
    }

    private static int Failed(string sentence)
    {
        Console.Error.WriteLine($"homelab-agent: {sentence}");
        return ExitCode.Failed;
    }
}
