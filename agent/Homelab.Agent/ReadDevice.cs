using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Agent.Orders;
using Homelab.Host.Identity;
using Homelab.Host.Programs;

namespace Homelab.Agent;

/// <summary><c>homelab-agent --read-device</c>: what homelab-scrub@.service runs as root, apart from the agent.</summary>
internal static class ReadDevice
{
    public static async Task<int> Run(CommandLine line, string name, TimeProvider clock)
    {
        if (Startup.Read(line) is not { } file)
        {
            return ExitCode.Configuration;
        }

        var root = new SysRoot("/");
        var device = DeviceIdentity.Read(root, new FileText(), name);
        if (name.Contains('/', StringComparison.Ordinal) || device.SizeBytes == 0)
        {
            Console.Error.WriteLine($"homelab-agent: the kernel knows no disk or card '{name}': lsblk lists them, such as sda or mmcblk0.");
            return ExitCode.Failed;
        }

        var boot = BootIdentity.Read("/").BootId;
        using var reading = new FullRead(device, $"/dev/{name}", line.StateDirectory ?? $"/{FullReadRecord.Folder}", () => PowerFile.LeaseOf(file.RuntimeDirectory, boot) is not null, clock);
        try
        {
            while (reading.Round() is { } wait)
            {
                await Task.Delay(wait, clock);
            }

            return ExitCode.Done;
        }
        catch (FullReadException failure)
        {
            Console.Error.WriteLine($"homelab-agent: the reading of {name} breaks off: {failure.Message}. It goes on there at the next start.");
            return ExitCode.Failed;
        }
    }
}
