using Homelab.Agent;
using Homelab.Agent.Collectors;
using Homelab.Agent.Supplies;
using Homelab.Agent.Trust;
using Homelab.Host;
using Homelab.Host.Programs;

if (args is [EnrolCommandLine.Verb, .. var rest])
{
    return await EnrolCommand.Run(rest, new BootClock());
}

return AgentCommandLine.Parse(args) switch
{
    { Problem: { } problem } => CommandLine.Refuse("homelab-agent", problem),
    { Wants: Wish.Help } => CommandLine.Show(AgentCommandLine.Usage),
    { Wants: Wish.Version } => CommandLine.Show(ProgramVersion.Text),
    var line when AgentCommandLine.PrintsOnce(line) => CommandLine.Show(PrintOnce.Text(AgentCommandLine.Root(line), new BootClock())),
    { Wants: Wish.CheckConfig } line => Startup.Check(line, new BootClock()),
    var line when AgentCommandLine.EnforcesLease(line) => await Startup.EnforceLease(line, new BootClock()),
    var line when AgentCommandLine.HatToCut(line) is { } hat => await CutHat.Run(hat, new BootClock()),
    var line when AgentCommandLine.DeviceToRead(line) is { } device => await ReadDevice.Run(line, device, new BootClock()),
    var line => await Startup.Run(line, new BootClock()),
};
