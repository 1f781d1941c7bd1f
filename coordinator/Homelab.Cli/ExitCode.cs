namespace Homelab.Cli;

/// <summary>What the command's end says to a script. Printed under every <c>--help</c>.</summary>
public static class ExitCode
{
    public const int Fine = 0;

    /// <summary>The answer names something that is wrong, or there is no answer.</summary>
    public const int SomethingWrong = 1;

    public const int Usage = 2;

    public const int BadConfiguration = 3;

    public const string Explanation =
        """
        Exit codes:
          0  All is well.
          1  Something is wrong, and the output says what: the lab file has errors, the lab is not healthy, a feed
             is on battery, the plan does not fit the time, a simulated outage broke a rule, a UPS that check --ask
             asked does not answer, the audit log's chain is broken, a rehearsal found something that fails, or the coordinator does not answer, refuses what an operator asks, or the
             operator's answer to the question was not yes.
          2  The command line was not understood.
          3  The configuration is not usable: HOMELAB_COORDINATOR, a token file that others may read, the lab file given to plan --lab or simulate, or the
             outage given to simulate.

        Environment:
          HOMELAB_COORDINATOR  Address of the coordinator where --coordinator is not given.
          HOMELAB_TOKEN        A token of homelab token create; otherwise that of homelab login is read from
                               $XDG_CONFIG_HOME/homelab/token.
          HOMELAB_CA           The authority to believe at an https address; otherwise ca.pem beside that token, or
                               else those of this system.
          NO_COLOR             Set to anything: no colour. Piped output never has any.
        """;
}
