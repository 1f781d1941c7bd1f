using Homelab.Coordinator;
using Homelab.Host;

return CommandLine.Parse(args) switch
{
    { Problem: { } problem } => CommandLine.Refuse(problem),
    { Wants: CommandLine.Wish.Help } => CommandLine.Show(CommandLine.Usage),
    { Wants: CommandLine.Wish.Version } => CommandLine.Show(ProgramVersion.Text),
    { Wants: CommandLine.Wish.CheckConfig } line => await Startup.Check(line, new BootClock()),
    var line => await Startup.Run(line, new BootClock()),
};
