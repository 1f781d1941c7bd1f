using Homelab.Coordinator;
using Homelab.Host;
using Homelab.Host.Programs;

return CoordinatorCommandLine.Parse(args) switch
{
    { Problem: { } problem } => CommandLine.Refuse("homelab-coordinator", problem),
    { Wants: Wish.Help } => CommandLine.Show(CoordinatorCommandLine.Usage),
    { Wants: Wish.Version } => CommandLine.Show(ProgramVersion.Text),
    { Wants: Wish.CheckConfig } line => await Startup.Check(line, new BootClock()),
    var line => await Startup.Run(line, new BootClock()),
};
