using Homelab.Cli;

return await HomelabCommand.RunAsync(args, Terminal.OfThisProcess(), CancellationToken.None);
