using Lb.Bench.Simulation;

var (options, error) = SimulationOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine($"{error}\n{SimulationOptions.Usage}");
    return 2;
}

Console.Write(ReportTable.Format(options, Scenario.Run(options)));
return 0;
