using Homelab.Agent;
using Homelab.Agent.Collectors;
using Homelab.Host;

return CommandLine.Parse(args) switch
{
    { Problem: { } problem } => CommandLine.Refuse(problem),
    { Wants: CommandLine.Wish.Help } => CommandLine.Show(CommandLine.Usage),
    { Wants: CommandLine.Wish.Version } => CommandLine.Show(ProgramVersion.Text),
    { Wants: CommandLine.Wish.PrintOnce } line => CommandLine.Show(PrintOnce.Text(line.Root, new BootClock())),
    { Wants: CommandLine.Wish.CheckConfig } line => Startup.Check(line),
    var line => await Startup.Run(line, new BootClock()),
};
