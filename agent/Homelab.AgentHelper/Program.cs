using Homelab.AgentHelper;

if (args.Length > 0)
{
    Console.Error.WriteLine(
        """
        homelab-agent-helper: answers one question of the agent's as root. It takes no arguments: homelab-agent-helper.socket starts it with the agent's
        connection as its input and output, and it ends with its answer.

          smart NAME        smartctl's word of a drive, such as sda or nvme0
          controller NAME   what the controller of a card counted, such as mmc0
        """);
    return 2;
}

using var input = Console.OpenStandardInput();
using var output = Console.OpenStandardOutput();
return Answering.Run(input, output);
