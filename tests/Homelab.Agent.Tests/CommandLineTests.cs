using Homelab.Host;
using Homelab.Host.Programs;

namespace Homelab.Agent.Tests;

public class CommandLineTests
{
    [Fact]
    public void Without_arguments_the_agent_runs_by_its_usual_file()
    {
        var line = AgentCommandLine.Parse([]);

        Assert.Equal((Wish.Run, "/etc/homelab/agent.yaml", null), (line.Wants, line.ConfigPath, line.Problem));
    }

    [Fact]
    public void Options_are_taken_in_any_order()
    {
        var line = AgentCommandLine.Parse(["--state", "/s", "--check-config", "--config", "/a.yaml"]);

        Assert.Equal((Wish.CheckConfig, "/a.yaml", "/s", null), (line.Wants, line.ConfigPath, line.StateDirectory, line.Problem));
    }

    [Theory]
    [InlineData("--config needs a value", "--config")]
    [InlineData("--state needs a value", "--state", "")]
    [InlineData("--verbose is not an option", "--verbose")]
    [InlineData("agent.yaml is not an option", "agent.yaml")]
    [InlineData("--root belongs to --print-once; otherwise the configuration has the root", "--root", "/host")]
    public void What_is_not_understood_is_refused_with_a_sentence(string problem, params string[] arguments) =>
        Assert.Equal(problem, AgentCommandLine.Parse(arguments).Problem);

    [Fact]
    public void A_configuration_with_mistakes_ends_the_agent_with_3()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "schema: 1\nnod: pi1\n");

            Assert.Equal(3, Startup.Check(AgentCommandLine.Parse(["--check-config", "--config", path]), new BootClock()));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
